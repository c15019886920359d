package io.ccobridge.csv;

import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/** Lines of CSV (RFC 4180) that a spreadsheet can be trusted with. */
public final class Csv {

    private Csv() {}

    /** A line with its end. */
    public static String line(Stream<String> cells) {
        return CSVFormat.RFC4180.format(cells.toArray()) + "\r\n";
    }

    /**
     * A text that came from outside: one that a spreadsheet would take for a formula gets an
     * apostrophe in front.
     *
     * @param text null is empty
     */
    public static String text(String text) {
        if (text == null) {
            return "";
        }
        return text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    }
}
