package io.ccobridge.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An id of the bridge, as its lists show them. */
record Id(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

    @Override
    public String toString() {
        return value;
    }

    static final class Converter implements ITypeConverter<Id> {
        @Override
        public Id convert(String value) {
            if (!FORM.matcher(value).matches()) {
                throw new TypeConversionException(
                        "\"" + value + "\" is not an id; ids are the numbers that the lists show");
            }
            return new Id(value);
        }
    }
}
