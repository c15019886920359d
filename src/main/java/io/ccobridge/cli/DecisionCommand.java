package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

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
    Map<String, ?> details() {
        return Map.of();
    }

    /**
     * The same for one.
     *
     * @param seen as it was read before the move
     */
    Map<String, ?> details(JsonNode seen) {
        return details();
    }

    @Override
    final JsonNode move(BridgeClient bridge, Id id) {
        JsonNode seen = bridge.get("change-orders", id.value());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", seen.path("version"));
        body.putAll(details(seen));
        return bridge.post(body, "change-orders", id.value(), move);
    }

    @Override
    final String line(JsonNode changeOrder) {
        return ChangeOrders.line(changeOrder) + secondApproval(changeOrder);
    }

    private static String secondApproval(JsonNode changeOrder) {
        JsonNode given = changeOrder.path("approvals");
        boolean waits =
                Text.of(changeOrder, "state").equals("READY_TO_EXPORT")
                        && !given.isEmpty()
                        && given.size() < changeOrder.path("approvals_needed").asInt();
        return waits ? ", accepted by " + by(given) + ", waits for a second person" : "";
    }

    private static String by(JsonNode approvals) {
        return StreamSupport.stream(approvals.spliterator(), false)
                .map(approval -> Text.of(approval, "by"))
                .collect(Collectors.joining(" and "));
    }
}
