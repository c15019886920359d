package io.ccobridge.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/** Values of options that several commands take, with what is said of a wrong one. */
final class Values {

    private Values() {}

    static LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "\"" + value + "\" is not a day; days look like 2026-11-30");
        }
    }

    static BigDecimal decimal(String value) {
        // the other forms that Java knows, as 1e9, are no people's
        if (!value.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?")) {
            throw new TypeConversionException(
                    "\"" + value + "\" is not a number; numbers look like 5 or 12500.00");
        }
        return new BigDecimal(value);
    }

    static Long whole(String value) {
        if (!value.matches("-?[0-9]{1,18}")) {
            throw new TypeConversionException("\"" + value + "\" is not a whole number");
        }
        return Long.valueOf(value);
    }

    static Integer count(String value) {
        if (!value.matches("-?[0-9]{1,9}")) {
            throw new TypeConversionException("\"" + value + "\" is not a whole number");
        }
        return Integer.valueOf(value);
    }
}
