package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters unreadable show}. */
@Command(
        name = "show",
        description = "Show one document that could not be read, as Procore sent it.",
        footer = {"", "Example:", "  cco-bridge dead-letters unreadable show 4"})
final class UnreadableShowCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            converter = Id.Converter.class,
            description = "The id of \"unreadable list\".")
    private Id id;

    @Override
    int call(BridgeClient bridge) {
        JsonNode document = bridge.get("unreadable", id.value());
        if (json()) {
            printJson(document);
            return ExitCode.DONE;
        }
        out().println(
                        "Unreadable document %s, project %s, Procore %s"
                                .formatted(
                                        Text.of(document, "id"),
                                        Text.of(document, "project_name"),
                                        document.hasNonNull("procore_id")
                                                ? Text.of(document, "procore_id")
                                                : "without an id"));
        out().println("  CCO        " + Text.of(document, "change_order_id"));
        out().println("  Group      " + Text.of(document, "group"));
        out().println("  First seen " + Text.moment(document.path("first_seen")));
        out().println("  Last seen  " + Text.moment(document.path("last_seen")));
        for (JsonNode problem : document.path("problems")) {
            out().println("  Problem    " + Declined.unmet(problem));
        }
        out().println();
        out().println("Document:");
        out().println(Text.json(document.path("document")));
        out().println();
        out().println("Lines:");
        out().println(Text.json(document.path("lines")));
        return ExitCode.DONE;
    }
}
