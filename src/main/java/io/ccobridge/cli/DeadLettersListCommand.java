package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters list}. */
@Command(
        name = "list",
        description = "List the exports that failed, newest first.",
        footer = {"", "Example:", "  cco-bridge dead-letters list --category business"})
final class DeadLettersListCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .text("Group", "group")
                    .text("Category", "category")
                    .text("Column", "column")
                    .money("Amount", "amount")
                    .moment("Last seen", "last_seen")
                    .text("Message", "message");

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private Category category;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Only this group of \"dead-letters groups\".")
    private String group;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this project; Procore's id of it.")
    private Long project;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "Only those with this text, in any letter case.")
    private String query;

    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "category", category);
        Given.put(parameters, "group", group);
        Given.put(parameters, "project", project);
        Given.put(parameters, "q", query);
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "dead-letters");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println("No dead letters.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(
                            Paging.summary(list, "dead letter")
                                    + ", "
                                    + Text.money(Text.sum(items, "amount")));
        }
        return matched(items);
    }
}
