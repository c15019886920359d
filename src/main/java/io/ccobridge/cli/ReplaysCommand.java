package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cco-bridge dead-letters replays}. */
@Command(
        name = "replays",
        description = "List the replays there were, newest first.",
        footer = {"", "Example:", "  cco-bridge dead-letters replays"})
final class ReplaysCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .text("State", "state")
                    .count("Total", "total")
                    .count("Succeeded", "succeeded")
                    .count("Failed", "failed")
                    .count("Not sent", "skipped")
                    .money("Amount", "total_amount")
                    .text("By", "by")
                    .moment("Started", "started_at")
                    .text("Reason", "reason");

    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "dead-letters", "replays");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println("No replays.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(Paging.summary(list, "replay"));
        }
        return matched(items);
    }
}
