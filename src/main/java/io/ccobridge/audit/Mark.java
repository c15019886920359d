package io.ccobridge.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the chain and the hash of the entry there, as an auditor may have written it down.
 *
 * @param position 0 with {@link Entry#NONE}: before the first entry
 */
public record Mark(long position, String hash) {

    public static final Mark START = new Mark(0, Entry.NONE);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** What is written {@code POSITION:HASH}; empty when it is none. */
    public static Optional<Mark> of(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Mark(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return position + ":" + hash;
    }
}
