package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** An end of dead letters other than a replay, or the undoing of one. */
abstract class DeadLetterDecision extends EachCommand {

    private final String move;
    private final String moved;

    @Mixin private Reason reason;

    /**
     * @param move the last part of the call's path
     * @param moved what is said when it was done
     */
    DeadLetterDecision(String move, String moved) {
        this.move = move;
        this.moved = moved;
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

    @Override
    final String line(JsonNode answer) {
        return moved + "  " + ChangeOrders.name(answer);
    }
}
