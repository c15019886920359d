package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cco-bridge dead-letters stop-trying}. */
@Command(
        name = "stop-trying",
        description = {
            "Make no further attempt for accepted CCOs that wait for one: they become dead letters"
                    + " at once.",
            "More than ten are touched only after a question, or with --yes."
        },
        footer = {
            "",
            "Example:",
            "  cco-bridge dead-letters stop-trying 17 --reason \"entered by hand tonight\""
        })
final class StopTryingCommand extends PendingCommand {

    @Mixin private Reason reason;

    StopTryingCommand() {
        super("Stop trying %s, %s?");
    }

    @Override
    JsonNode move(BridgeClient bridge, Id id) {
        return bridge.post(
                Map.of("reason", reason.text()), "change-orders", id.value(), "stop-trying");
    }
}
