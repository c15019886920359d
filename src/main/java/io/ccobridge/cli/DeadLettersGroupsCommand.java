package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters groups}. */
@Command(
        name = "groups",
        description = {
            "List the causes of failed exports, the most frequent first, and what to do about each;"
                    + " or show one with its trend and notes."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters groups",
            "  cco-bridge dead-letters groups 3f0c1a"
        })
final class DeadLettersGroupsCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .text("Group", "group")
                    .count("Count", "count")
                    .money("Amount", "total_amount")
                    .text("Category", "category")
                    .text("Fix in", "fix_in")
                    .text("Column", "column")
                    .moment("First seen", "first_seen")
                    .moment("Last seen", "last_seen")
                    .text("Trend", DeadLettersGroupsCommand::trend)
                    .text("Message", "message");

    @Parameters(paramLabel = "GROUP", arity = "0..1", description = "Show only this one, whole.")
    private String group;

    @Override
    int call(BridgeClient bridge) {
        if (group != null) {
            JsonNode one = bridge.get("dead-letters", "groups", group);
            if (json()) {
                printJson(one);
            } else {
                print(one);
            }
            return ExitCode.DONE;
        }
        JsonNode groups = bridge.get("dead-letters", "groups");
        if (json()) {
            printJson(groups);
        } else if (groups.isEmpty()) {
            out().println("No dead letters.");
        } else {
            printAll(groups);
        }
        return matched(groups);
    }

    private void printAll(JsonNode groups) {
        TABLE.print(out(), groups);
        out().println();
        for (JsonNode one : groups) {
            String note = note(one.path("note"));
            out().println(Text.of(one, "group") + "  " + whatToDo(one.path("suggestion")));
            if (!note.isEmpty()) {
                out().println(Text.of(one, "group") + "  Note: " + note);
            }
        }
        out().println();
        out().println(
                        Text.counted(groups.size(), "group")
                                + ", "
                                + Text.counted(Text.sum(groups, "count").longValue(), "dead letter")
                                + ", "
                                + Text.money(Text.sum(groups, "total_amount")));
    }

    private void print(JsonNode one) {
        out().println("Group " + Text.of(one, "group") + ": " + Text.of(one, "message"));
        field("Category", Text.of(one, "category"));
        field("Column", Text.of(one, "column"));
        field("Code", Text.of(one, "code"));
        field(
                "Open",
                Text.counted(one.path("count").asLong(), "dead letter")
                        + ", "
                        + Text.money(one.path("total_amount")));
        if (one.path("outcomes_unknown").asInt() > 0) {
            field("Unknown", Text.of(one, "outcomes_unknown") + " may be in Spectrum");
        }
        field("First seen", Text.moment(one.path("first_seen")));
        field("Last seen", Text.moment(one.path("last_seen")));
        field("Trend", trend(one));
        field(
                "By hour",
                StreamSupport.stream(one.at("/trend/hours").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" ")));
        field("What", Text.of(one.path("suggestion"), "title"));
        field("Fix in", Text.of(one, "fix_in"));
        field("What to do", Text.of(one.path("suggestion"), "fix"));
        field("Known from", Text.of(one.path("suggestion"), "source"));
        field("Note", note(one.path("note")));
        for (JsonNode earlier : one.path("earlier_notes")) {
            field("Earlier", note(earlier));
        }
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            out().println("  %-10s %s".formatted(name, value));
        }
    }

    private static String whatToDo(JsonNode suggestion) {
        return (Text.of(suggestion, "title") + ". " + Text.of(suggestion, "fix")).strip();
    }

    static String note(JsonNode note) {
        return note.hasNonNull("note")
                ? "%s (%s, %s)"
                        .formatted(
                                Text.of(note, "note"),
                                Text.of(note, "by"),
                                Text.moment(note.path("at")))
                : "";
    }

    private static String trend(JsonNode group) {
        JsonNode trend = group.path("trend");
        if (!trend.isObject()) {
            return "";
        }
        return "%s in 1 h, %s in 24 h%s"
                .formatted(
                        Text.of(trend, "last_hour"),
                        Text.of(trend, "last_day"),
                        trend.path("growing").asBoolean() ? ", growing" : "");
    }
}
