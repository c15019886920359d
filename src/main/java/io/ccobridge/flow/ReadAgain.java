package io.ccobridge.flow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.deadletter.UnreadableDocuments;
import io.ccobridge.deadletter.UnreadableDocuments.Found;
import io.ccobridge.flow.Intake.Kept;
import io.ccobridge.procore.Fetched;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.ChangeOrderDocuments;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads documents that could not be read once more, after their cause was mended: as Procore has
 * them now, or as they were kept, with the present program and settings. One that can be read goes
 * the way of every change order.
 */
public final class ReadAgain {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAgain.class);

    /** As many as can be asked of Procore while a person waits. */
    private static final int MOST_AT_ONCE = 50;

    /**
     * What became of one.
     *
     * @param outcome readable, unreadable, or failed when it was not read
     * @param state of its change order; null without one
     * @param problems what it does not meet, also when it can be read
     * @param message why it was not read; else null
     */
    public record Result(
            String id,
            String outcome,
            String changeOrderId,
            State state,
            List<Problem> problems,
            String message,
            @JsonIgnore Kept kept) {

        /** Itself, when it waits for accounting now; else none. */
        @JsonIgnore
        public List<Kept> getParked() {
            return kept != null && kept.state() == State.READY_TO_EXPORT
                    ? List.of(kept)
                    : List.of();
        }
    }

    /**
     * What became of many.
     *
     * @param next the {@code after} of the next call; null when all that were meant were read
     */
    public record Results(
            int total,
            int readable,
            int unreadable,
            int failed,
            List<Result> results,
            String next) {

        static Results of(List<Result> results, String next) {
            return new Results(
                    results.size(),
                    count(results, "readable"),
                    count(results, "unreadable"),
                    count(results, "failed"),
                    results,
                    next);
        }

        /** Those that wait for accounting now. */
        @JsonIgnore
        public List<Kept> getParked() {
            return results.stream().flatMap(one -> one.getParked().stream()).toList();
        }

        private static int count(List<Result> results, String outcome) {
            return (int) results.stream().filter(one -> one.outcome().equals(outcome)).count();
        }
    }

    private final UnreadableDocuments documents;
    private final ChangeOrderDocuments stored;
    private final Intake intake;
    private final Arrivals arrivals;
    private final Approvals.Procore procore;

    public ReadAgain(
            UnreadableDocuments documents,
            ChangeOrderDocuments stored,
            Intake intake,
            Arrivals arrivals,
            Approvals.Procore procore) {
        this.documents = documents;
        this.stored = stored;
        this.intake = intake;
        this.arrivals = arrivals;
        this.procore = procore;
    }

    /**
     * @param body {@code {from?}}: procore or stored; without it Procore, unless the document's id
     *     cannot be read
     * @throws Refusal 404; 409 when it cannot be read from there; 503 when Procore cannot be asked
     */
    public Result one(String id, JsonNode body, Caller by) {
        return read(documents.find(id), body, by);
    }

    /**
     * Each on its own; none hides another.
     *
     * @param body one of {@code ids}, {@code group} and {@code all: true}; {@code from?}, {@code
     *     after?}
     * @throws Refusal 422 when it does not say which; 503 when Procore cannot be asked for the
     *     first
     */
    public Results many(JsonNode body, Caller by) {
        long after = body.path("after").asLong(0);
        List<Found> found = documents.find(body, after, MOST_AT_ONCE + 1);
        List<Result> results = new ArrayList<>();
        for (Found one : found.subList(0, Math.min(MOST_AT_ONCE, found.size()))) {
            try {
                results.add(read(one, body, by));
                after = one.id();
            } catch (Refusal e) {
                if (e.status() == 503) {
                    if (results.isEmpty()) {
                        throw e;
                    }
                    return Results.of(results, Long.toString(after));
                }
                results.add(failed(one, e.getMessage()));
                after = one.id();
            } catch (RuntimeException e) {
                LOG.error("Unreadable document {} could not be read again", one.id(), e);
                results.add(failed(one, "The bridge failed at it; its log tells why."));
                after = one.id();
            }
        }
        return Results.of(results, found.size() > MOST_AT_ONCE ? Long.toString(after) : null);
    }

    private Result read(Found found, JsonNode body, Caller by) {
        boolean fromStore = fromStore(found, body);
        Fetched document = fromStore ? kept(found) : fetched(found);
        ChangeOrder changeOrder = document.changeOrder();
        if (found.changeOrderId() != null) {
            arrivals.readAgain(
                    found.changeOrderId(),
                    changeOrder.key(),
                    changeOrder.procoreId(),
                    by,
                    fromStore ? "as it was kept" : "from Procore");
        } else {
            arrivals.readAgainUnkept(
                    found.projectId(), found.key(), found.procoreId(), by, "from Procore");
        }
        Kept kept = intake.keep(intake.linkAndCheck(changeOrder), document.document(), null);
        LOG.info("{}, read again by {}", kept, by.name());
        return new Result(
                Long.toString(found.id()),
                documents.stands(found.id()) ? "unreadable" : "readable",
                Long.toString(kept.id()),
                kept.state(),
                kept.problems(),
                null,
                kept);
    }

    private static boolean fromStore(Found found, JsonNode body) {
        String from = body == null ? "" : body.path("from").asText("");
        if (from.equals("procore") && found.procoreId() == null) {
            throw Refusal.conflict(
                    "Its id cannot be read, so Procore cannot be asked for it. A poll brings it"
                            + " when Procore sends it whole.");
        }
        if (from.equals("stored") && found.changeOrderId() == null) {
            throw Refusal.conflict(
                    "The bridge failed at it before it was kept whole; read it again from Procore.");
        }
        boolean stored = from.equals("stored") || (from.isEmpty() && found.procoreId() == null);
        if (stored && found.changeOrderId() == null) {
            throw Refusal.conflict(
                    "Its id cannot be read, and the bridge failed at it before it was kept: the next"
                            + " poll brings it again.");
        }
        return stored;
    }

    private Fetched kept(Found found) {
        ChangeOrderDocuments.Stored document = stored.present(found.changeOrderId());
        return new Fetched(intake.assemble(document), document.body(), null);
    }

    private Fetched fetched(Found found) {
        return procore.fetch(found.projectId(), found.key(), found.procoreId())
                .orElseThrow(
                        () ->
                                Refusal.conflict(
                                        "Procore does not show it any more. Was it deleted"
                                                + " there?"));
    }

    private static Result failed(Found found, String message) {
        return new Result(
                Long.toString(found.id()),
                "failed",
                found.changeOrderId() == null ? null : Long.toString(found.changeOrderId()),
                null,
                List.of(),
                message,
                null);
    }
}
