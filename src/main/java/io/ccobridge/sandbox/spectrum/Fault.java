package io.ccobridge.sandbox.spectrum;

import java.time.Duration;

/**
 * Something that goes wrong, for every call or only for some.
 *
 * @param method only calls of this method ({@code ARChangeRequest}, {@code GetJob}, {@code
 *     GetPhase}, {@code vendors}, {@code token}); null: all but {@code token}
 * @param changeRequestNumber only calls with this number; null: all
 * @param phase only calls with this phase; null: all
 * @param delay how long a slow or late answer takes, or what {@code Retry-After} says; null: none
 * @param entry what the service answers; null where the kind needs none
 */
public record Fault(
        Kind kind,
        String method,
        String changeRequestNumber,
        String phase,
        Duration delay,
        Entry entry) {

    /** When in a call it strikes. */
    enum Stage {
        BEFORE_READING,
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    public enum Kind {
        /** HTTP 429. */
        TOO_MANY_REQUESTS(Stage.BEFORE_EFFECT),
        /** HTTP 503, nothing done. */
        UNAVAILABLE(Stage.BEFORE_EFFECT),
        /** HTTP 503, all done. */
        UNAVAILABLE_AFTER_COMMIT(Stage.AFTER_EFFECT),
        /** HTTP 500, nothing done. */
        SERVER_ERROR(Stage.BEFORE_EFFECT),
        RESET_BEFORE_READING(Stage.BEFORE_READING),
        RESET_AFTER_COMMIT(Stage.AFTER_EFFECT),
        /** All done at once; the answer comes after the delay. */
        TIMEOUT_AFTER_COMMIT(Stage.AFTER_EFFECT),
        /** The call is worked on only after the delay, even when the client has gone by then. */
        SLOW(Stage.BEFORE_EFFECT),
        /** "Error executing Web Service", nothing done. */
        SOAP_FAULT(Stage.BEFORE_EFFECT),
        /** "Error executing Web Service", all done. */
        SOAP_FAULT_AFTER_COMMIT(Stage.AFTER_EFFECT),
        /** The answer breaks off in the middle, nothing done. */
        UNREADABLE_BODY(Stage.BEFORE_EFFECT),
        /** The answer breaks off in the middle, all done. */
        UNREADABLE_BODY_AFTER_COMMIT(Stage.AFTER_EFFECT),
        /** A good answer with another method's wrapper, all done. */
        UNEXPECTED_WRAPPER(Stage.AFTER_EFFECT),
        /** HTTP 401. */
        UNAUTHORIZED(Stage.BEFORE_EFFECT),
        /** HTTP 403. */
        FORBIDDEN(Stage.BEFORE_EFFECT),
        /** One error entry, nothing done; SOAP services only. */
        ERROR_ENTRY(Stage.BEFORE_EFFECT);

        final Stage stage;

        Kind(Stage stage) {
            this.stage = stage;
        }
    }

    public Fault {
        if (method != null && !Incoming.METHODS.contains(method)) {
            throw new IllegalArgumentException("method: one of " + Incoming.METHODS);
        }
        boolean needsDelay = kind == Kind.SLOW || kind == Kind.TIMEOUT_AFTER_COMMIT;
        if (needsDelay && (delay == null || delay.isNegative() || delay.isZero())) {
            throw new IllegalArgumentException(kind + " needs a delay");
        }
        if (kind == Kind.ERROR_ENTRY && entry == null) {
            throw new IllegalArgumentException(kind + " needs a code");
        }
    }

    /** One of the kinds that need nothing else. */
    public static Fault of(Kind kind) {
        return new Fault(kind, null, null, null, null, null);
    }

    public static Fault tooManyRequests(Duration retryAfter) {
        return new Fault(Kind.TOO_MANY_REQUESTS, null, null, null, retryAfter, null);
    }

    public static Fault timeoutAfterCommit(Duration delay) {
        return new Fault(Kind.TIMEOUT_AFTER_COMMIT, null, null, null, delay, null);
    }

    public static Fault slow(Duration delay) {
        return new Fault(Kind.SLOW, null, null, null, delay, null);
    }

    /** "Time out has occurred", whatever GUID was sent; the code with it is not documented. */
    public static Fault expiredGuid(String code) {
        return errorEntry(new Entry(code, GuidSessions.TIME_OUT, "GUID"));
    }

    /** Not authorised for the request. */
    public static Fault abort() {
        return errorEntry(new Entry("A", "Authorization ID is not authorized", "Authorization_ID"));
    }

    /** A record that somebody else holds; the code with it is not documented. */
    public static Fault locked(String code) {
        return errorEntry(
                new Entry(code, "Record is locked by another user", "Change_Request_Number"));
    }

    /** With {@link #onPhase}, for example, a phase that Spectrum will not take. */
    public static Fault invalid(String column, String description) {
        return errorEntry(Entry.invalid(column, description));
    }

    public static Fault errorEntry(Entry entry) {
        return new Fault(Kind.ERROR_ENTRY, null, null, null, null, entry);
    }

    public Fault onMethod(String method) {
        return new Fault(kind, method, changeRequestNumber, phase, delay, entry);
    }

    public Fault onChangeRequest(String number) {
        return new Fault(kind, method, number, phase, delay, entry);
    }

    public Fault onPhase(String phase) {
        return new Fault(kind, method, changeRequestNumber, phase, delay, entry);
    }

    boolean hitsUnread(String method) {
        return hitsMethod(method) && changeRequestNumber == null && phase == null;
    }

    boolean hits(Incoming call) {
        return hitsMethod(call.method())
                && (changeRequestNumber == null
                        || changeRequestNumber.equals(call.value("Change_Request_Number")))
                && (phase == null || phase.equals(call.value("CR_Phase_Code")));
    }

    private boolean hitsMethod(String called) {
        if (kind == Kind.ERROR_ENTRY && !Incoming.isSoap(called)) {
            return false;
        }
        return method == null ? !called.equals("token") : method.equals(called);
    }
}
