package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command on CCOs that are accepted and wait for their next attempt. */
abstract class PendingCommand extends EachCommand {

    private final String question;

    @Mixin private Agreement agreement;

    /**
     * @param question with a place for how many and one for their sum
     */
    PendingCommand(String question) {
        this.question = question;
    }

    @Override
    final Integer before(BridgeClient bridge, List<Id> ids) {
        if (!agreement.dryRun() && !agreement.neededFor(ids.size())) {
            return null;
        }
        ArrayNode meant = Json.mapper().createArrayNode();
        ids.forEach(id -> meant.add(bridge.get("change-orders", id.value())));
        String sum = ChangeOrders.sum(meant);
        if (agreement.dryRun()) {
            print(meant, sum);
            return ExitCode.DONE;
        }
        if (agreement.reached(this, question.formatted(Text.counted(ids.size(), "CCO"), sum))) {
            return null;
        }
        err().println("Nothing was done.");
        return ExitCode.FAILED;
    }

    private void print(ArrayNode meant, String sum) {
        if (json()) {
            printJson(Json.mapper().createObjectNode().set("items", meant));
        } else {
            ChangeOrders.print(out(), meant);
            out().println();
            out().println(Text.counted(meant.size(), "CCO") + ", " + sum);
        }
    }

    @Override
    final String line(JsonNode changeOrder) {
        String why = Text.of(changeOrder, "next_attempt_reason");
        return ChangeOrders.line(changeOrder) + (why.isEmpty() ? "" : "  " + why);
    }
}
