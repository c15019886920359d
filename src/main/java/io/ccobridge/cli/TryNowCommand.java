package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters try-now}. */
@Command(
        name = "try-now",
        description = {
            "Make the next attempt at once, for accepted CCOs that wait for it (\"cco-bridge list"
                    + " --view accepted\" shows them).",
            "More than ten are touched only after a question, or with --yes."
        },
        footer = {"", "Example:", "  cco-bridge dead-letters try-now 17 18"})
final class TryNowCommand extends PendingCommand {

    TryNowCommand() {
        super("Try %s now, %s?");
    }

    @Override
    JsonNode move(BridgeClient bridge, Id id) {
        return bridge.post(Map.of(), "change-orders", id.value(), "try-now");
    }
}
