package io.ccobridge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge links list}. */
@Command(
        name = "list",
        description = "List what is linked, how the link was found, and what is not linked.",
        footer = {"", "Example:", "  cco-bridge links list --kind vendors"})
final class LinksListCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .text("Kind", "kind")
                    .text("Procore", "procore_id")
                    .text("Name in Procore", "procore_name")
                    .text("Spectrum", "spectrum_code")
                    .text("Found by", "source")
                    .text("Name in Spectrum", "spectrum_name");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "One of: ${COMPLETION-CANDIDATES}; else all of them.")
    private LinkKind kind;

    @Override
    int call(BridgeClient bridge) {
        ArrayNode links = LinkKind.all(bridge, kind);
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .put("total", links.size())
                            .set("items", links));
        } else if (links.isEmpty()) {
            out().println("No links.");
        } else {
            TABLE.print(out(), links);
            out().println();
            out().println(Text.counted(links.size(), "link"));
        }
        return matched(links);
    }
}
