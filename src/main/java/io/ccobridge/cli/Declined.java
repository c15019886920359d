package io.ccobridge.cli;

import static io.ccobridge.cli.Text.of;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The bridge answered with a problem document (RFC 9457). */
final class Declined extends RuntimeException {

    private final int status;
    private final transient JsonNode problem;
    private final String requestId;

    /**
     * @param hint what to do about it, where the command line knows better than the bridge; or null
     * @param requestId what the bridge's log has it under; null when it gave none
     */
    Declined(int status, JsonNode problem, String hint, String requestId) {
        super(sentence(status, problem) + (hint == null ? "" : "\n" + hint));
        this.status = status;
        this.problem = problem;
        this.requestId = requestId;
    }

    int status() {
        return status;
    }

    JsonNode problem() {
        return problem;
    }

    int exitCode() {
        return switch (status) {
            case 400 -> ExitCode.WRONG_USAGE;
            case 404 -> ExitCode.NOTHING_MATCHED;
            default -> ExitCode.FAILED;
        };
    }

    /** All of it, a line for each thing that is wrong. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(getMessage().lines().toList());
        details().forEach(detail -> lines.add("  - " + detail));
        if (requestId != null) {
            lines.add("  (request " + requestId + ")");
        }
        return lines;
    }

    /** All of it but the request's id, in one line. */
    String inOneLine() {
        List<String> parts = new ArrayList<>(getMessage().lines().toList());
        parts.addAll(details());
        return String.join(" | ", parts);
    }

    private List<String> details() {
        List<String> details = new ArrayList<>();
        String said = of(problem, "detail");
        JsonNode errors = problem.path("errors");
        for (JsonNode error : errors) {
            // a sentence about the only wrong field has said it already
            if (errors.size() > 1 || !said.contains(of(error, "message"))) {
                details.add(of(error, "field") + ": " + of(error, "message"));
            }
        }
        for (JsonNode unmet : problem.path("problems")) {
            details.add(unmet(unmet));
        }
        return details;
    }

    /** An unmet requirement with what to do about it. */
    static String unmet(JsonNode problem) {
        return (of(problem, "message") + " " + of(problem, "fix")).strip();
    }

    private static String sentence(int status, JsonNode problem) {
        String title = of(problem, "title");
        String detail = of(problem, "detail");
        if (title.isEmpty()) {
            title = "The bridge answered " + status;
        }
        return detail.isEmpty() ? title : title + ": " + detail;
    }
}
