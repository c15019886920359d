package io.ccobridge.spectrum;

/**
 * What Spectrum said to one call (lifecycle.md, "Export"). The message is for people; when Spectrum
 * said several things, it holds them all.
 */
public sealed interface Answer {

    /** Empty when there is nothing to say. */
    String message();

    /** The word of the dead letters and attempts: {@code accepted}, {@code business}, ... */
    String category();

    /**
     * Whether Spectrum may have carried out the call and not said so. Then it must be taken to hold
     * what was sent, until an answer says that it does.
     */
    default boolean perhapsTaken() {
        return false;
    }

    /**
     * The right wrapper and no complaint in it.
     *
     * @param message what Spectrum told beside, for example a number it gave
     */
    record Accepted(String message) implements Answer {
        @Override
        public String category() {
            return "accepted";
        }
    }

    /**
     * A value is wrong or missing; the same call will be rejected again.
     *
     * @param code {@code I} or {@code M}
     * @param column the element that it is about; empty when Spectrum named none
     */
    record Rejected(String code, String column, String message) implements Answer {
        @Override
        public String category() {
            return "business";
        }
    }

    /** Every call will fail until an administrator changes something. */
    record Misconfigured(String message) implements Answer {
        @Override
        public String category() {
            return "configuration";
        }
    }

    /**
     * The same call may well succeed later.
     *
     * @param perhapsTaken true for a fault or a server error: it may have come after the effect
     *     (facts/spectrum-api.md 5.2)
     */
    record Transient(String message, boolean perhapsTaken) implements Answer {

        /** What is known not to have been carried out. */
        Transient(String message) {
            this(message, false);
        }

        @Override
        public String category() {
            return "transient";
        }
    }

    /** The GUID is too old; the same call may succeed at once with a new one. */
    record SessionExpired(String message) implements Answer {
        @Override
        public String category() {
            return "transient";
        }
    }

    /** Spectrum may have carried out the call, or not. */
    record Unknown(String message) implements Answer {
        @Override
        public String category() {
            return "unknown";
        }

        @Override
        public boolean perhapsTaken() {
            return true;
        }
    }
}
