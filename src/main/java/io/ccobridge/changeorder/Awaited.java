package io.ccobridge.changeorder;

import java.util.Locale;

/**
 * Something that a change order waits for, and that moves it on by itself when it arrives.
 *
 * @param procoreId what waits in Procore: the id of the project, company or commitment, a line's
 *     flat code; of a change order that stands in the way, the bridge's id of that
 * @param code the Spectrum code that it leads to; null where nothing leads anywhere yet
 * @param name what people call it
 * @param message what is wrong, as the problem says it
 */
public record Awaited(
        Kind kind, Lack lack, String procoreId, String code, String name, String message) {

    /** What kind of thing. */
    public enum Kind {
        JOB,
        VENDOR,
        COMMITMENT,
        PHASE,
        /** Another change order that is, or may be, the same money. */
        CHANGE_ORDER;

        /** For example {@code change-order}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of a word. */
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** What is lacking of it. */
    public enum Lack {
        /** Procore does not show it. */
        NOT_SHOWN,
        /** Nothing leads from it to Spectrum. */
        NOT_LINKED,
        /** Spectrum does not have what it leads to. */
        NOT_THERE,
        /** Spectrum has it, complete or not active. */
        CLOSED,
        /** It is there, and must not be. */
        IN_THE_WAY
    }
}
