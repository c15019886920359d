package io.ccobridge.queue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a payload that is other than it was.
 *
 * @param element Spectrum's name of the element; of a line {@code line 03300 S}
 * @param before null where there was none
 * @param after null where there is none any more
 */
public record Difference(String element, String before, String after) {

    /** For example {@code Subcontractor_Code ACME -> BETA; line 03300 S 50.00 -> nothing}. */
    public static String inWords(List<Difference> differences) {
        return differences.stream()
                .map(one -> one.element + " " + shown(one.before) + " -> " + shown(one.after))
                .collect(Collectors.joining("; "));
    }

    private static String shown(String value) {
        return value == null ? "nothing" : value;
    }
}
