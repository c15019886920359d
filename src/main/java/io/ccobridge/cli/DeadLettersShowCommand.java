package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters show}. */
@Command(
        name = "show",
        description = "Show one failed export: what to do, and every attempt with its exchange.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters show 4",
            "  cco-bridge dead-letters show 4 --curl"
        })
final class DeadLettersShowCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            converter = Id.Converter.class,
            description = "The dead letter's id.")
    private Id id;

    @Option(
            names = "--curl",
            description = {
                "Print each attempt's call as a command for a shell instead. Secrets are variables"
                        + " of that shell (SPECTRUM_AUTHORIZATION_ID); the command writes to"
                        + " Spectrum what the attempt wrote."
            })
    private boolean curl;

    @Override
    int call(BridgeClient bridge) {
        JsonNode letter = bridge.get("dead-letters", id.value());
        if (json()) {
            printJson(letter);
        } else if (curl) {
            printCurl(letter.path("attempts"));
        } else {
            print(letter);
        }
        return ExitCode.DONE;
    }

    private void printCurl(JsonNode attempts) {
        for (JsonNode attempt : attempts) {
            out().println(
                            "# attempt %s, %s: %s"
                                    .formatted(
                                            Text.of(attempt, "number"),
                                            Text.moment(attempt.path("at")),
                                            Text.of(attempt, "outcome")));
            out().println(Text.block(attempt.path("curl")));
            out().println();
        }
    }

    private void print(JsonNode letter) {
        out().println(
                        "Dead letter %s of CCO %s, %s"
                                .formatted(
                                        Text.of(letter, "id"),
                                        Text.of(letter, "change_order_id"),
                                        Text.money(letter.path("amount"))));
        field("CCO", whatFor(letter));
        field("Vendor", Text.of(letter, "vendor"));
        field("Spectrum", change(letter));
        JsonNode suggestion = letter.path("suggestion");
        field("Message", Text.of(letter, "message"));
        field("Category", Text.of(letter, "category"));
        field("Column", Text.of(letter, "column"));
        field("Code", Text.of(letter, "code"));
        field("HTTP", Text.of(letter, "http_status"));
        field("Group", Text.of(letter, "group"));
        field("First seen", Text.moment(letter.path("first_seen")));
        field("Last seen", Text.moment(letter.path("last_seen")));
        field("Ended", Text.of(letter, "ended"));
        field("What", Text.of(suggestion, "title"));
        field("Fix in", Text.of(letter, "fix_in"));
        field("What to do", Text.of(suggestion, "fix"));
        field("Known from", Text.of(suggestion, "source"));
        field("Note", DeadLettersGroupsCommand.note(letter.path("note")));
        for (JsonNode warning : letter.path("warnings")) {
            field("Warning", Text.of(warning, "message"));
        }
        ReplayPlan.backToApproval(letter.path("difference"))
                .forEach(line -> out().println("  Went back  " + line));
        for (JsonNode edit : letter.path("edits")) {
            out().println(
                            "  Edit %-5s %s: %s"
                                    .formatted(
                                            Text.of(edit, "id"),
                                            EditsCommand.standing(edit),
                                            EditsCommand.differences(edit)));
        }
        field("Edited of", edited(letter.path("edited_from"), "dead_letter_id", "dead letter "));
        field(
                "Went on as",
                edited(
                        letter.path("continued_as"),
                        "change_request_number",
                        "another attempt as change request "));
        if (letter.hasNonNull("warning")) {
            out().println("  CAREFUL    " + Text.of(letter, "warning"));
        }
        out().println();
        Attempts.printWhole(out(), letter.path("attempts"));
    }

    /** As people in the project speak of it. */
    private static String whatFor(JsonNode letter) {
        return Stream.of("project_name", "commitment_number", "number", "title")
                .map(name -> Text.of(letter, name))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String edited(JsonNode other, String id, String what) {
        return other.hasNonNull(id)
                ? "%s%s (%s, %s)"
                        .formatted(
                                what,
                                Text.of(other, id),
                                Text.of(other, "by"),
                                Text.moment(other.path("at")))
                : "";
    }

    /** Where a person looks for it in Spectrum. */
    private static String change(JsonNode letter) {
        String number = Text.of(letter, "change_request_number");
        return number.isEmpty()
                ? ""
                : "change request " + number + " of job " + Text.of(letter, "job_number");
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            out().println("  %-10s %s".formatted(name, value));
        }
    }
}
