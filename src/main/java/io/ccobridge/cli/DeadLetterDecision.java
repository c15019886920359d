package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** An end of dead letters other than a replay, or the undoing of one. */
abstract class DeadLetterDecision extends EachCommand {

    private final String move;

    @Mixin private Reason reason;

    /**
     * @param move the last part of the call's path
     */
    DeadLetterDecision(String move) {
        this.move = move;
    }

    /** What the call's body says beside the reason. */
    Map<String, String> details() {
        return Map.of();
    }

    @Override
    final JsonNode move(BridgeClient bridge, Id id) {
        Map<String, String> body = new LinkedHashMap<>(details());
        body.put("reason", reason.text());
        return bridge.post(body, "dead-letters", id.value(), move);
    }
}
