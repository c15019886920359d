package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters unreadable list}. */
@Command(
        name = "list",
        description = "List the documents from Procore that could not be read, newest first.",
        footer = {"", "Example:", "  cco-bridge dead-letters unreadable list --project 101"})
final class UnreadableListCommand extends PagedListCommand {

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

    UnreadableListCommand() {
        super(TABLE, "No unreadable documents.", "unreadable document", "unreadable");
    }

    @Override
    void addFilter(Map<String, String> parameters) {
        Given.put(parameters, "project", project);
        Given.put(parameters, "group", group);
        Given.put(parameters, "q", query);
    }

    private static String why(JsonNode document) {
        JsonNode problems = document.path("problems");
        String first = Text.of(problems.path(0), "message");
        return problems.size() <= 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
    }
}
