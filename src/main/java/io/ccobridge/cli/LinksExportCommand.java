package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
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

    // the printer stays open: what it prints to is not its own
    @SuppressWarnings("resource")
    private void print(ArrayNode links) throws IOException {
        CSVPrinter csv = new CSVPrinter(out(), CSVFormat.DEFAULT);
        csv.printRecord("kind", "procore_id", "spectrum_code");
        for (JsonNode link : links) {
            csv.printRecord(
                    link.path("kind").asText(),
                    link.path("procore_id").asText(),
                    link.path("spectrum_code").asText());
        }
    }
}
