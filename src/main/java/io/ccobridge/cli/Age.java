package io.ccobridge.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long something has stood, as the API takes it. */
record Age(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9]{1,5}[dhm]|P[0-9DTHMS]{1,18}");

    @Override
    public String toString() {
        return value;
    }

    static final class Converter implements ITypeConverter<Age> {
        @Override
        public Age convert(String value) {
            if (!FORM.matcher(value).matches()) {
                throw new TypeConversionException(
                        "\"" + value + "\" is not an age; ages look like 3d, 12h or 30m");
            }
            return new Age(value);
        }
    }
}
