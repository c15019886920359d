package io.ccobridge.audit;

import java.time.Instant;

/**
 * The first place where the chain is not what it was.
 *
 * @param position null where no place can be named
 * @param changeOrderId of the entry there; null when there is none, or it has none
 * @param at when the entry there says it was written; null when there is none
 * @param message a sentence
 */
public record Broken(Long position, String changeOrderId, Instant at, What what, String message) {

    /** What somebody did to it. */
    public enum What {
        CHANGED,
        REMOVED,
        INSERTED,
        REORDERED,
        /** The end is gone. */
        TRUNCATED,
        /** It fits together, and is another chain than the one that was written down. */
        REWRITTEN;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Broken at(Entry entry, What what, String message) {
        return new Broken(
                entry.position(),
                entry.changeOrderId() == null ? null : entry.changeOrderId().toString(),
                entry.at(),
                what,
                message);
    }

    static Broken where(long position, What what, String message) {
        return new Broken(position, null, null, what, message);
    }
}
