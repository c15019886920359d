package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a second person says to edits, or the first one after all. */
abstract class EditDecision extends EachCommand {

    @Override
    final String line(JsonNode edit) {
        return Text.of(edit, "state") + "  " + EditsCommand.differences(edit);
    }

    /** {@code cco-bridge dead-letters confirm-edit}. */
    @Command(
            name = "confirm-edit",
            description = "Agree to somebody else's edit: it is exported again.",
            footer = {"", "Example:", "  cco-bridge dead-letters confirm-edit 3"})
    static final class Confirm extends EditDecision {
        @Override
        JsonNode move(BridgeClient bridge, Id id) {
            return bridge.post("dead-letters", "edits", id.value(), "confirm");
        }
    }

    /** {@code cco-bridge dead-letters withdraw-edit}. */
    @Command(
            name = "withdraw-edit",
            description = "Take an edit back before it is confirmed.",
            footer = {"", "Example:", "  cco-bridge dead-letters withdraw-edit 3"})
    static final class Withdraw extends EditDecision {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
        private String reason;

        @Override
        JsonNode move(BridgeClient bridge, Id id) {
            String[] path = {"dead-letters", "edits", id.value(), "withdraw"};
            return reason == null ? bridge.post(path) : bridge.post(Map.of("reason", reason), path);
        }
    }
}
