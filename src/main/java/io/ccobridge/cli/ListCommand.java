package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cco-bridge list}. */
@Command(
        name = "list",
        description = "List the CCOs of the queue.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge list --view ready",
            "  cco-bridge list --view needs-attention --project 101 --sort -total",
            "  cco-bridge list --waits-for vendor",
            "  cco-bridge list -q \"Acme Concrete\" --json"
        })
final class ListCommand extends ClientCommand {

    @Mixin private ChangeOrderFilter filter;
    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = filter.parameters();
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "change-orders");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println(
                            "synced".equals(parameters.get("view"))
                                    ? "No CCOs. --view archived lists those that were synced long"
                                            + " ago."
                                    : "No CCOs.");
        } else {
            ChangeOrders.print(out(), items);
            out().println();
            out().println(Paging.summary(list, "CCO") + ", " + ChangeOrders.sum(items));
        }
        return matched(items);
    }
}
