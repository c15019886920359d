package io.ccobridge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Refusal.FieldError;
import io.ccobridge.json.Json;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as the API tells it (RFC 9457). The title is the status in words, so the type is {@code
 * about:blank}.
 *
 * @param errors the fields that are wrong
 * @param problems the requirements that are not met
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {

    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A refusal as a single call would answer it; also what a call for many says of each ({@code
     * problem}).
     */
    public static ProblemDocument of(Refusal refusal) {
        return new ProblemDocument(
                "about:blank",
                HttpStatus.getMessage(refusal.status()),
                refusal.status(),
                refusal.getMessage(),
                refusal.fieldErrors(),
                refusal.problems());
    }

    static ProblemDocument of(int status, String detail) {
        return of(status, detail, List.of());
    }

    static ProblemDocument of(int status, String detail, List<FieldError> errors) {
        return new ProblemDocument(
                "about:blank", HttpStatus.getMessage(status), status, detail, errors, List.of());
    }

    String json() {
        return Json.write(this);
    }
}
