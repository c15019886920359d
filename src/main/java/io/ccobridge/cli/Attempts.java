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
                    .text("Outcome", "outcome")
                    .moment("Next", "next_attempt_at")
                    .text("Message", "message");

    private Attempts() {}

    /** Each attempt with what was sent and what came back. */
    static void printWhole(PrintWriter out, JsonNode attempts) {
        TABLE.print(out, attempts);
        for (JsonNode attempt : attempts) {
            exchange(out, "Request of attempt " + Text.of(attempt, "number"), attempt, "request");
            exchange(out, "Response of attempt " + Text.of(attempt, "number"), attempt, "response");
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
