package io.ccobridge.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Enums whose constants are words of the API: in lower case, with dashes. */
final class Words {

    private Words() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Takes the words, and nothing but the words. */
    static <E extends Enum<E>> ITypeConverter<E> converter(E[] constants) {
        return given ->
                Arrays.stream(constants)
                        .filter(constant -> word(constant).equals(given))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new TypeConversionException(
                                                "\"%s\" is none of: %s"
                                                        .formatted(given, list(constants))));
    }

    private static String list(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Words::word).collect(Collectors.joining(", "));
    }
}
