package io.ccobridge.console;

import freemarker.template.TemplateMethodModelEx;
import java.util.List;
import java.util.function.UnaryOperator;

/** A function of one text that a template can call; of nothing it makes nothing. */
record TextFunction(UnaryOperator<String> function) implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) {
        return arguments.isEmpty() || arguments.get(0) == null
                ? ""
                : function.apply(arguments.get(0).toString());
    }
}
