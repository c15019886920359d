package io.ccobridge.json;

import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** Lines of CSV (RFC 4180) that a spreadsheet takes for what they are. */
public final class Csv {

    private Csv() {}

    /**
     * One line, its end with it. A text that a spreadsheet would take for a formula gets an
     * apostrophe in front; a {@link Number} or a {@link Plain} is what it is.
     *
     * @param cells null: empty
     */
    public static String line(List<?> cells) {
        return CSVFormat.RFC4180.format(cells.stream().map(Csv::cell).toArray()) + "\r\n";
    }

    /** A text whose first character is no formula's: the minus sign of an amount, for example. */
    public record Plain(String text) {}

    private static Object cell(Object value) {
        if (value instanceof Plain plain) {
            return plain.text() == null ? "" : plain.text();
        }
        if (value instanceof String text && text.matches("(?s)[=+\\-@\t\r].*")) {
            return "'" + text;
        }
        return value == null ? "" : value;
    }
}
