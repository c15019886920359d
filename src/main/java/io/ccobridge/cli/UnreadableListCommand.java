package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters unreadable list}. */
@Command(
        name = "list",
        description = "List the documents from Procore that could not be read, newest first.",
        footer = {"", "Example:", "  cco-bridge dead-letters unreadable list --project 101"})
final class UnreadableListCommand extends ClientCommand {

    static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .count("Procore", "procore_id")
                    .text("Project", "project_name")
                    .text("Title", "title")
                    .money("Total", "total")
                    .text("Group", "group")
                    .moment("First seen", "first_seen")
                    .text("Why", UnreadableListCommand::why);

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this project; Procore's id of it.")
    private Long project;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Only this group of \"unreadable groups\".")
    private String group;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "Only those with this text, in any letter case.")
    private String query;

    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "project", project);
        Given.put(parameters, "group", group);
        Given.put(parameters, "q", query);
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "unreadable");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println("No unreadable documents.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(Paging.summary(list, "unreadable document"));
        }
        return matched(items);
    }

    private static String why(JsonNode document) {
        JsonNode problems = document.path("problems");
        String first = Text.of(problems.path(0), "message");
        return problems.size() <= 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
    }
}
