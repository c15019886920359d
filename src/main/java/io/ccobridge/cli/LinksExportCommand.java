package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.csv.Csv;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge links export}. */
@Command(
        name = "export",
        description = "Print the links made by hand as CSV, as \"links import\" takes it.",
        footer = {"", "Example:", "  cco-bridge links export > links.csv"})
final class LinksExportCommand extends ClientCommand {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "One of: ${COMPLETION-CANDIDATES}; else all of them.")
    private LinkKind kind;

    @Override
    int call(BridgeClient bridge) throws IOException {
        ArrayNode links = LinkKind.all(bridge, kind, Map.of("source", "manual"));
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .put("total", links.size())
                            .set("items", links));
        } else {
            print(links);
        }
        return matched(links);
    }

    private void print(ArrayNode links) {
        out().print(Csv.line(List.of("kind", "procore_id", "spectrum_code")));
        for (JsonNode link : links) {
            out().print(
                            Csv.line(
                                    List.of(
                                            link.path("kind").asText(),
                                            link.path("procore_id").asText(),
                                            link.path("spectrum_code").asText())));
        }
    }
}
