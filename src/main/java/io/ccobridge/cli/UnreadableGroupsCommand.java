package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters unreadable groups}. */
@Command(
        name = "groups",
        description = "List why documents could not be read, the most frequent cause first.",
        footer = {"", "Example:", "  cco-bridge dead-letters unreadable groups"})
final class UnreadableGroupsCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .text("Group", "group")
                    .count("Count", "count")
                    .moment("First seen", "first_seen")
                    .moment("Last seen", "last_seen")
                    .text("Message", "message");

    @Override
    int call(BridgeClient bridge) {
        JsonNode groups = bridge.get("unreadable", "groups");
        if (json()) {
            printJson(groups);
        } else if (groups.isEmpty()) {
            out().println("No unreadable documents.");
        } else {
            TABLE.print(out(), groups);
            out().println();
            for (JsonNode group : groups) {
                out().println(Text.of(group, "group") + "  " + Text.of(group, "fix"));
            }
            out().println();
            out().println(
                            Text.counted(groups.size(), "group")
                                    + ", "
                                    + Text.counted(
                                            Text.sum(groups, "count").longValue(),
                                            "unreadable document"));
        }
        return matched(groups);
    }
}
