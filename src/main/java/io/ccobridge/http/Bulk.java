package io.ccobridge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.access.CurrentCallers;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One move with many change orders: each goes through the single call's own route, and none hides
 * another.
 */
public final class Bulk {

    private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);
    private static final String ID = "[0-9]{1,18}";

    /**
     * @param status the HTTP status that the single call would have answered
     * @param state where it stands now: one that takes two people is not accepted by the first;
     *     null when it was not done
     * @param problem why not; null when it went well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(String id, int status, State state, ProblemDocument problem) {}

    private final ProducerTemplate camel;
    private final CurrentCallers callers;

    public Bulk(ProducerTemplate camel, CurrentCallers callers) {
        this.camel = camel;
        this.callers = callers;
    }

    /**
     * @param body {@code {items: [{id, version, ...}], reason?}}; what an item says beside its id
     *     goes on as it is
     * @param route of one; it leaves the {@link State} in the body
     */
    public Map<String, Object> each(JsonNode body, Caller caller, String route) {
        List<Result> results = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            ObjectNode single = item.deepCopy();
            single.remove("id");
            if (body.hasNonNull("reason")) {
                single.set("reason", body.get("reason"));
            }
            String id = item.path("id").asText();
            if (!id.matches(ID)) {
                results.add(unknown(id));
                continue;
            }
            // many take long: who loses the privilege meanwhile decides about no more of them
            results.add(
                    callers.now(caller)
                            .filter(now -> now.hasAny(Caller.APPROVERS))
                            .map(now -> one(id, single, now.in(Caller.APPROVERS), route))
                            .orElseGet(() -> privilegeEnded(id)));
        }
        return Map.of("results", results);
    }

    /** As the single call answers to an id that none can have. */
    private static Result unknown(String id) {
        return new Result(
                id, 404, null, ProblemDocument.of(404, "There is no change order " + id + "."));
    }

    private static Result privilegeEnded(String id) {
        return new Result(
                id,
                403,
                null,
                ProblemDocument.of(403, "Your privilege ended before its turn came."));
    }

    private Result one(String id, ObjectNode body, Caller caller, String route) {
        Exchange answer =
                camel.send(
                        route,
                        exchange -> {
                            exchange.setVariable("id", id);
                            exchange.setVariable("caller", caller);
                            exchange.getMessage().setBody(body);
                        });
        Throwable thrown = answer.getException();
        while (thrown instanceof CamelExecutionException && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        if (thrown == null) {
            return new Result(id, 200, answer.getMessage().getBody(State.class), null);
        }
        if (thrown instanceof Refusal refusal) {
            return new Result(id, refusal.status(), null, ProblemDocument.of(refusal));
        }
        LOG.error("Change order {}: {} failed", id, route, thrown);
        return new Result(
                id,
                500,
                null,
                ProblemDocument.of(500, "The bridge failed at this; its log tells why."));
    }
}
