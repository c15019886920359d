package io.ccobridge.changeorder;

import java.util.List;

/**
 * A request that is understood and not carried out; nothing was changed. The HTTP API answers with
 * {@link #status()}.
 */
public class Refusal extends RuntimeException {

    /** A field of the request that is wrong. */
    public record FieldError(String field, String message) {}

    private final int status;
    private final transient List<FieldError> fieldErrors;
    private final transient List<Problem> problems;

    private Refusal(
            int status, String detail, List<FieldError> fieldErrors, List<Problem> problems) {
        super(detail);
        this.status = status;
        this.fieldErrors = List.copyOf(fieldErrors);
        this.problems = List.copyOf(problems);
    }

    /** 404: there is no such thing. */
    public static Refusal unknown(String what) {
        return new Refusal(404, what, List.of(), List.of());
    }

    /** 403: somebody else may, this caller may not. */
    public static Refusal forbidden(String why) {
        return new Refusal(403, why, List.of(), List.of());
    }

    /** 409: the state or the version has moved on, or does not allow it. */
    public static Refusal conflict(String why) {
        return new Refusal(409, why, List.of(), List.of());
    }

    /** 422: requirements are not met. */
    public static Refusal unmet(List<Problem> problems) {
        return new Refusal(
                422,
                problems.size() == 1
                        ? problems.get(0).message()
                        : problems.size() + " requirements are not met.",
                List.of(),
                problems);
    }

    /** 400: a parameter that the call does not know or cannot read. */
    public static Refusal malformed(String field, String message) {
        return new Refusal(400, message, List.of(new FieldError(field, message)), List.of());
    }

    /** 422: a field of the body is wrong. */
    public static Refusal invalid(String field, String message) {
        return new Refusal(422, message, List.of(new FieldError(field, message)), List.of());
    }

    /** 503: Procore or Spectrum is needed for this and cannot be reached now. */
    public static Refusal unavailable(String why) {
        return new Refusal(503, why, List.of(), List.of());
    }

    public int status() {
        return status;
    }

    public List<FieldError> fieldErrors() {
        return fieldErrors;
    }

    public List<Problem> problems() {
        return problems;
    }
}
