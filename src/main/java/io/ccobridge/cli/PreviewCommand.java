package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge preview}. */
@Command(
        name = "preview",
        description = "Show the calls to Spectrum that an accept would make. Nothing is sent.",
        footer = {"", "Example:", "  cco-bridge preview 17"})
final class PreviewCommand extends ClientCommand {

    private static final Table CALLS =
            new Table()
                    .text("Phase", "phase")
                    .text("Cost type", "cost_type")
                    .money("Amount", "amount");

    @Parameters(paramLabel = "ID", converter = Id.Converter.class, description = "The CCO's id.")
    private Id id;

    @Override
    int call(BridgeClient bridge) {
        JsonNode preview = bridge.get("change-orders", id.value(), "preview");
        if (json()) {
            printJson(preview);
        } else {
            print(preview);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode preview) {
        JsonNode calls = preview.path("calls");
        out().println("Change request " + Text.of(preview, "change_request_number"));
        for (JsonNode problem : preview.path("problems")) {
            out().println("Problem: " + Declined.unmet(problem));
        }
        for (JsonNode warning : preview.path("warnings")) {
            out().println(
                            "Warning: %s: %s"
                                    .formatted(
                                            Text.of(warning, "element"),
                                            Text.of(warning, "message")));
        }
        out().println();
        CALLS.print(out(), calls);
        for (JsonNode call : calls) {
            out().println();
            out().println(Text.block(call.path("request")));
        }
    }
}
