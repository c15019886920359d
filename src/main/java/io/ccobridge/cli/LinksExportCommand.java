package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
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
    int call(BridgeClient bridge) {
        ArrayNode manual = Json.mapper().createArrayNode();
        for (JsonNode link : LinkKind.all(bridge, kind)) {
            if (Text.of(link, "source").equals("manual")) {
                manual.add(link);
            }
        }
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .put("total", manual.size())
                            .set("items", manual));
        } else {
            out().println("kind,procore_id,spectrum_code");
            manual.forEach(link -> out().println(line(link)));
        }
        return matched(manual);
    }

    private static String line(JsonNode link) {
        return String.join(
                ",",
                Text.of(link, "kind"),
                quoted(link.path("procore_id").asText()),
                quoted(link.path("spectrum_code").asText()));
    }

    private static String quoted(String value) {
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
