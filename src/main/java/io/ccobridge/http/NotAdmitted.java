package io.ccobridge.http;

import io.ccobridge.changeorder.Refusal.FieldError;
import java.util.List;
import java.util.Map;

/** A request that the gate turns away before any route sees it. */
final class NotAdmitted extends RuntimeException {

    private final transient ProblemDocument problem;
    private final transient Map<String, String> headers;

    private NotAdmitted(ProblemDocument problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    static NotAdmitted because(int status, String detail) {
        return new NotAdmitted(ProblemDocument.of(status, detail), Map.of());
    }

    static NotAdmitted because(int status, String detail, List<FieldError> errors) {
        return new NotAdmitted(ProblemDocument.of(status, detail, errors), Map.of());
    }

    static NotAdmitted unauthenticated(String detail) {
        // Basic is taken too but not offered: a browser would ask for it, keep it, and send it with
        // requests that other sites make
        return new NotAdmitted(
                ProblemDocument.of(401, detail),
                Map.of("WWW-Authenticate", "Bearer realm=\"CCO Bridge\""));
    }

    static NotAdmitted tooManyTries(long retryAfterSeconds) {
        return new NotAdmitted(
                ProblemDocument.of(
                        429,
                        "Too many wrong passwords. Try again in "
                                + (retryAfterSeconds < 120
                                        ? retryAfterSeconds + " s."
                                        : (retryAfterSeconds + 59) / 60 + " minutes.")),
                Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    ProblemDocument problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
