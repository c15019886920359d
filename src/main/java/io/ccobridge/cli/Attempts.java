package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** How the attempts of an export are printed. */
final class Attempts {

    static final Table TABLE =
            new Table()
                    .count("Attempt", "number")
                    .moment("At", "at")
                    .count("ms", "duration_ms")
                    .count("HTTP", "http_status")
                    .text("Code", "code")
                    .text("Outcome", "outcome")
                    .moment("Next", "next_attempt_at")
                    .text("Message", "message");

    private Attempts() {}

    /** The timeline, and then each attempt with what was sent and what came back. */
    static void printWhole(PrintWriter out, JsonNode attempts) {
        for (JsonNode attempt : attempts) {
            printLine(out, attempt);
        }
        for (JsonNode attempt : attempts) {
            exchange(out, "Request of attempt " + Text.of(attempt, "number"), attempt, "request");
            exchange(out, "Response of attempt " + Text.of(attempt, "number"), attempt, "response");
        }
    }

    private static void printLine(PrintWriter out, JsonNode attempt) {
        StringBuilder line =
                new StringBuilder(
                        "Attempt %s  %s  %s"
                                .formatted(
                                        Text.of(attempt, "number"),
                                        Text.moment(attempt.path("at")),
                                        Text.of(attempt, "outcome")));
        add(line, ", HTTP ", attempt, "http_status", "");
        add(line, ", code ", attempt, "code", "");
        add(line, ", ", attempt, "duration_ms", " ms");
        add(line, ", on ", attempt, "node", "");
        add(line, ": ", attempt, "message", "");
        out.println(line);
        String next = Text.moment(attempt.path("next_attempt_at"));
        if (!next.isEmpty()) {
            StringBuilder why = new StringBuilder("           next " + next);
            add(why, ": ", attempt, "next_attempt_reason", "");
            out.println(why);
        }
    }

    private static void add(
            StringBuilder line, String before, JsonNode of, String field, String behind) {
        String text = Text.of(of, field);
        if (!text.isEmpty()) {
            line.append(before).append(text).append(behind);
        }
    }

    private static void exchange(PrintWriter out, String heading, JsonNode of, String field) {
        if (of.hasNonNull(field)) {
            out.println();
            out.println(heading + ":");
            out.println(Text.block(of.path(field)));
        }
    }
}
