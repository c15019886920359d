package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** An end of dead letters other than a replay, or the undoing of one. */
abstract class DeadLetterDecision extends EachCommand {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .money("Amount", "amount")
                    .text("Ended", "ended")
                    .text("Message", "message");

    private final String move;
    private final String moved;

    @Mixin private Reason reason;

    @Mixin private Agreement agreement;

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
    final Integer before(BridgeClient bridge, List<Id> ids) {
        if (!agreement.dryRun() && !agreement.neededFor(ids.size())) {
            return null;
        }
        ArrayNode letters = Json.mapper().createArrayNode();
        ids.forEach(id -> letters.add(bridge.get("dead-letters", id.value())));
        String sum =
                Text.counted(letters.size(), "dead letter")
                        + ", $"
                        + Text.money(Text.sum(letters, "amount"));
        if (agreement.dryRun()) {
            if (json()) {
                printJson(letters);
            } else {
                TABLE.print(out(), letters);
                out().println();
                out().println("Would be " + moved + ": " + sum);
            }
            return ExitCode.DONE;
        }
        String verb = Character.toUpperCase(move.charAt(0)) + move.substring(1);
        if (agreement.reached(this, verb + " " + sum + "?")) {
            return null;
        }
        err().println("Nothing was " + moved + ".");
        return ExitCode.FAILED;
    }

    @Override
    final JsonNode move(BridgeClient bridge, Id id) {
        Map<String, String> body = new LinkedHashMap<>(details());
        body.put("reason", reason.text());
        return bridge.post(body, "dead-letters", id.value(), move);
    }

    @Override
    final String line(JsonNode answer) {
        String warning = Text.of(answer, "warning");
        return moved
                + "  "
                + ChangeOrders.name(answer)
                + (warning.isEmpty() ? "" : "  CAREFUL: " + warning);
    }
}
