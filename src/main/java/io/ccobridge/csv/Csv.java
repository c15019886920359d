package io.ccobridge.csv;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Lines of CSV (RFC 4180) that a spreadsheet can be trusted with: a text that it would take for a
 * formula has an apostrophe in front (OWASP, "CSV Injection").
 */
public final class Csv {

    // in full width too: a spreadsheet of East Asia takes these for the same
    private static final Pattern FORMULA =
            Pattern.compile("[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

    private Csv() {}

    /** A text whose first character is no formula's: the minus sign of an amount, for example. */
    public record Plain(String text) {}

    /** A line with its end, of cells that are fit for it. */
    public static String line(Stream<String> cells) {
        return CSVFormat.RFC4180.format(cells.toArray()) + "\r\n";
    }

    /**
     * A line with its end.
     *
     * @param cells texts; a {@link Number} or a {@link Plain} is what it is; null is empty
     */
    public static String line(List<?> cells) {
        return CSVFormat.RFC4180.format(cells.stream().map(Csv::cell).toArray()) + "\r\n";
    }

    private static Object cell(Object value) {
        if (value instanceof Plain plain) {
            return plain.text() == null ? "" : plain.text();
        }
        return value instanceof Number ? value : text(value == null ? null : value.toString());
    }

    /**
     * A text that came from outside.
     *
     * @param text null is empty
     */
    public static String text(String text) {
        if (text == null) {
            return "";
        }
        return isFormula(text) ? "'" + text : text;
    }

    /** What {@link #text} was made of. */
    public static String read(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Whether a spreadsheet would take it for a formula. */
    public static boolean isFormula(String text) {
        return FORMULA.matcher(text).matches();
    }
}
