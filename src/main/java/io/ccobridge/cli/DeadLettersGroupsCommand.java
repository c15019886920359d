package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters groups}. */
@Command(
        name = "groups",
        description = "List the causes of failed exports, the most frequent first.")
final class DeadLettersGroupsCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .text("Group", "group")
                    .count("Count", "count")
                    .money("Amount", "total_amount")
                    .text("Category", "category")
                    .text("Column", "column")
                    .moment("First seen", "first_seen")
                    .moment("Last seen", "last_seen")
                    .text("Message", "message");

    @Override
    int call(BridgeClient bridge) {
        JsonNode groups = bridge.get("dead-letters", "groups");
        if (json()) {
            printJson(groups);
        } else if (groups.isEmpty()) {
            out().println("No dead letters.");
        } else {
            TABLE.print(out(), groups);
            out().println();
            out().println(
                            Text.counted(groups.size(), "group")
                                    + ", "
                                    + Text.counted(
                                            Text.sum(groups, "count").longValue(), "dead letter")
                                    + ", "
                                    + Text.money(Text.sum(groups, "total_amount")));
        }
        return matched(groups);
    }
}
