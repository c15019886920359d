package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A move of CCOs: each is read first, and moved in the version that was read. */
abstract class DecisionCommand extends EachCommand {

    private final String move;

    /**
     * @param move the last part of the call's path
     */
    DecisionCommand(String move) {
        this.move = move;
    }

    /** What the call's body says beside the version. */
    Map<String, String> details() {
        return Map.of();
    }

    @Override
    final JsonNode move(BridgeClient bridge, Id id) {
        JsonNode seen = bridge.get("change-orders", id.value());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", seen.path("version"));
        body.putAll(details());
        return bridge.post(body, "change-orders", id.value(), move);
    }

    @Override
    final String line(JsonNode changeOrder) {
        return ChangeOrders.line(changeOrder);
    }
}
