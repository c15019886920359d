package io.ccobridge.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Why; it stands in the audit trail. */
final class Reason {

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            converter = NotBlank.class,
            description = "Why; it is kept in the history.")
    private String text;

    String text() {
        return text;
    }

    private static final class NotBlank implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("it must say something");
            }
            return value;
        }
    }
}
