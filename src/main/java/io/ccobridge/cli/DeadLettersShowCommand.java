package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters show}. */
@Command(
        name = "show",
        description = "Show one failed export with every attempt, request and response.",
        footer = {"", "Example:", "  cco-bridge dead-letters show 4"})
final class DeadLettersShowCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            converter = Id.Converter.class,
            description = "The dead letter's id.")
    private Id id;

    @Override
    int call(BridgeClient bridge) {
        JsonNode letter = bridge.get("dead-letters", id.value());
        if (json()) {
            printJson(letter);
        } else {
            print(letter);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode letter) {
        out().println(
                        "Dead letter %s of CCO %s, %s"
                                .formatted(
                                        Text.of(letter, "id"),
                                        Text.of(letter, "change_order_id"),
                                        Text.money(letter.path("amount"))));
        out().println("  Message    " + Text.of(letter, "message"));
        out().println("  Category   " + Text.of(letter, "category"));
        if (letter.hasNonNull("column")) {
            out().println("  Column     " + Text.of(letter, "column"));
        }
        out().println("  Group      " + Text.of(letter, "group"));
        out().println("  First seen " + Text.moment(letter.path("first_seen")));
        out().println("  Last seen  " + Text.moment(letter.path("last_seen")));
        if (letter.hasNonNull("ended")) {
            out().println("  Ended      " + Text.of(letter, "ended"));
        }
        ReplayPlan.backToApproval(letter.path("difference"))
                .forEach(line -> out().println("  Went back  " + line));
        for (JsonNode edit : letter.path("edits")) {
            out().println(
                            "  Edit %-5s %s by %s: %s"
                                    .formatted(
                                            Text.of(edit, "id"),
                                            Text.of(edit, "state"),
                                            Text.of(edit, "proposed_by"),
                                            EditsCommand.differences(edit)));
        }
        if (letter.hasNonNull("warning")) {
            out().println("  CAREFUL    " + Text.of(letter, "warning"));
        }
        out().println();
        Attempts.printWhole(out(), letter.path("attempts"));
    }
}
