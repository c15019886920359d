package io.ccobridge.deadletter;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cause of failures that somebody has written down, and what to do about it.
 *
 * @param category transient, business, configuration or unknown; no failure of another is of this
 *     cause
 * @param columns elements, one of which Spectrum must have named; empty: whatever it named
 * @param codes error codes, one of which the answer must carry; empty: whatever it carries
 * @param httpStatuses one of which the answer must have; empty: any
 * @param text must be found in the message; null: whatever it says
 * @param fixIn procore, spectrum, bridge, or nobody where it passes by itself
 * @param source where it is known from; null where the site wrote it down
 */
record KnownCause(
        String id,
        String title,
        String category,
        List<String> columns,
        List<String> codes,
        List<Integer> httpStatuses,
        Pattern text,
        String fixIn,
        String fix,
        String source) {

    boolean matches(Failure failure) {
        return category.equals(failure.category())
                && (columns.isEmpty() || holds(columns, failure.column()))
                && (codes.isEmpty() || holdsAnyOf(failure.code()))
                && (httpStatuses.isEmpty() || httpStatuses.contains(failure.httpStatus()))
                && (text == null
                        || (failure.message() != null && text.matcher(failure.message()).find()));
    }

    private boolean holdsAnyOf(String several) {
        return several != null
                && Arrays.stream(several.split(", ")).anyMatch(code -> holds(codes, code));
    }

    private static boolean holds(List<String> allowed, String value) {
        return allowed.stream().anyMatch(one -> one.equalsIgnoreCase(value));
    }
}
