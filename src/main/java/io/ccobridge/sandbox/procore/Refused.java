package io.ccobridge.sandbox.procore;

import java.util.List;
import java.util.Map;

/**
 * A call that is answered with an error. The bodies have the several shapes that Procore's have
 * (facts/procore-api.md 4.4), so that a client learns to read them all.
 */
final class Refused extends RuntimeException {

    private final transient Answer answer;

    private Refused(int status, Object body) {
        super(status + " " + body);
        this.answer = Answer.json(status, body);
    }

    Answer answer() {
        return answer;
    }

    /** {@code {"errors": "..."}}: token, company, rate limit. */
    static Refused plain(int status, String message) {
        return new Refused(status, Map.of("errors", message));
    }

    /** {@code {"errors": {"base": [], "fields": {...}}}}: a parameter or field of a v1 call. */
    static Refused field(int status, String field, String message) {
        Map<String, ?> errors = Map.of("base", List.of(), "fields", Map.of(field, message));
        return new Refused(status, Map.of("errors", errors));
    }

    /** {@code {"error": {"code", "message", "details"}}}: not there, or not for this account. */
    static Refused coded(int status, String code, String message) {
        Map<String, ?> error = Map.of("code", code, "message", message, "details", List.of());
        return new Refused(status, Map.of("error", error));
    }

    static Refused notFound(String what, long id) {
        return coded(404, "NOT_FOUND", what + " " + id + " was not found.");
    }

    /** The same with a reason in {@code details}: a v2 call. */
    static Refused property(String message) {
        Map<String, ?> detail = Map.of("reason_code", "INVALID_PROPERTY", "message", message);
        Map<String, ?> error =
                Map.of("code", "BAD_REQUEST", "message", "Bad Request", "details", List.of(detail));
        return new Refused(400, Map.of("error", error));
    }
}
