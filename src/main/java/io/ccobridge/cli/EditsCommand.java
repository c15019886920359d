package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters edits}. */
@Command(
        name = "edits",
        description = "List the edits of failed exports, newest first.",
        footer = {"", "Example:", "  cco-bridge dead-letters edits --pending"})
final class EditsCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .count("Letter", "dead_letter_id")
                    .text("State", "state")
                    .text("By", "proposed_by")
                    .moment("At", "proposed_at")
                    .text("Decided by", "decided_by")
                    .text("Reason", "reason")
                    .text("Difference", EditsCommand::differences);

    @Option(names = "--pending", description = "Only those that wait for a second person.")
    private boolean pending;

    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "state", pending ? "pending" : null);
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "dead-letters", "edits");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println("No edits.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(Paging.summary(list, "edit"));
        }
        return matched(items);
    }

    /** For example {@code applied by bert, proposed by ada}; a confirmation names both. */
    static String standing(JsonNode edit) {
        String state = Text.of(edit, "state");
        String proposer = Text.of(edit, "proposed_by");
        String decider = Text.of(edit, "decided_by");
        return decider.isEmpty() || decider.equals(proposer)
                ? state + " by " + proposer
                : "%s by %s, proposed by %s".formatted(state, decider, proposer);
    }

    static String differences(JsonNode edit) {
        return StreamSupport.stream(edit.path("differences").spliterator(), false)
                .map(ReplayPlan::difference)
                .collect(Collectors.joining("; "));
    }
}
