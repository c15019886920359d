package io.ccobridge.queue;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.HistoryWords;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Arrivals.Arrival;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a change order to where it belongs by what Procore says of it, by its state. Every call
 * belongs to the transaction of the move it serves.
 */
final class Settling {

    private static final Problem NOT_SENT =
            new Problem(
                    "sent",
                    "It meets every requirement and nobody has sent it yet.",
                    "A project manager sends it to accounting.");

    private static final Problem GONE =
            new Problem(
                    "status-approved",
                    "Procore does not show the change order any more: it was deleted there, or the"
                            + " bridge's service account may not see it.",
                    "Nothing, if it was deleted. Otherwise give the service account access to the"
                            + " project's Commitments and Change Orders tools in Procore.");

    private final ChangeOrderTable table;
    private final Moves moves;
    private final Parking parking;
    private final Waits waits;
    private final UnreadableTable unreadable;
    private final boolean sendByHand;

    Settling(
            ChangeOrderTable table,
            Moves moves,
            Parking parking,
            Waits waits,
            UnreadableTable unreadable,
            boolean sendByHand) {
        this.table = table;
        this.moves = moves;
        this.parking = parking;
        this.waits = waits;
        this.unreadable = unreadable;
        this.sendByHand = sendByHand;
    }

    /** How a sentence of the history begins. */
    static String found(Arrival arrival) {
        return switch (arrival) {
            case NEW -> "Found approved in Procore; ";
            case CHANGED -> HistoryWords.CHANGED.text() + "; ";
            case UNCHANGED -> "Checked again; ";
        };
    }

    /**
     * @param awaits what it waits for; null: nobody has looked
     * @param because how the sentence of the history begins
     */
    void settle(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            List<Awaited> awaits,
            String because,
            Arrival arrival,
            Instant now) {
        unreadable.settle(row, problems, now);
        switch (row.state()) {
            case NEEDS_ATTENTION -> {
                settleWaiting(row, candidate, problems, because, arrival, now);
                if (awaits != null && !problems.isEmpty()) {
                    waits.set(row.id(), row.projectId(), awaits, now);
                }
            }
            case READY_TO_EXPORT -> settleParked(row, candidate, problems, arrival, now);
            case ACCEPTED, FAILED_TO_EXPORT, SYNCED -> markChanged(row, candidate, arrival, now);
            case RETRIEVED, REJECTED, UNLINKED -> {
                if (arrival == Arrival.CHANGED) {
                    table.update(row.id(), ChangeOrderTable.described(candidate), true, now);
                    String reason =
                            differs(row, candidate)
                                    ? HistoryWords.CHANGED.text() + "."
                                    : HistoryWords.CHANGED_BACK.text();
                    moves.audit(row, row.state(), Caller.SYSTEM, reason, null, now);
                }
            }
        }
    }

    private void settleWaiting(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            String because,
            Arrival arrival,
            Instant now) {
        if (problems.isEmpty() && !sendByHand) {
            parking.park(
                    row, candidate, Caller.SYSTEM, because + "it meets every requirement.", now);
            return;
        }
        if (problems.isEmpty()) {
            waits.clear(row.id());
        }
        List<Problem> shown = problems.isEmpty() ? List.of(NOT_SENT) : problems;
        String text = Json.writeAscii(shown);
        boolean news = !text.equals(row.problems()) || arrival != Arrival.UNCHANGED;
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        columns.put("problems", text);
        table.update(row.id(), columns, news, now);
        if (news) {
            moves.audit(
                    row,
                    State.NEEDS_ATTENTION,
                    Caller.SYSTEM,
                    because + "it does not meet: " + names(shown) + ".",
                    text,
                    now);
        }
    }

    private void settleParked(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            Arrival arrival,
            Instant now) {
        // a status that cannot be read says nothing: that is a change, not a withdrawal
        if (candidate.changeOrder().status() != null && !candidate.changeOrder().approved()) {
            leaveQueue(
                    row,
                    ChangeOrderTable.described(candidate),
                    problems,
                    notApproved(candidate) + "; it has left the queue.",
                    now);
        } else {
            markChanged(row, candidate, arrival, now);
        }
    }

    private void leaveQueue(
            ChangeOrderRow row,
            Map<String, Object> described,
            List<Problem> problems,
            String reason,
            Instant now) {
        Map<String, Object> columns = new LinkedHashMap<>(described);
        columns.put("state", State.NEEDS_ATTENTION.name());
        columns.put("problems", Json.writeAscii(problems));
        columns.put("changed_since_sent", false);
        table.update(row.id(), columns, true, now);
        waits.clear(row.id());
        moves.audit(
                row, State.NEEDS_ATTENTION, Caller.SYSTEM, reason, Json.writeAscii(problems), now);
    }

    /** What Procore shows no more is treated as what was made void. */
    void withdraw(ChangeOrderRow row, Instant now) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("present_fingerprint", ChangeOrderRow.GONE);
        columns.put("list_digest", null);
        table.update(row.id(), columns, false, now);
        String reason = HistoryWords.GONE.text();
        switch (row.state()) {
            case NEEDS_ATTENTION, READY_TO_EXPORT ->
                    leaveQueue(
                            row,
                            Map.of(),
                            List.of(GONE),
                            row.state() == State.READY_TO_EXPORT
                                    ? reason + "; it has left the queue."
                                    : reason + ".",
                            now);
            case ACCEPTED, FAILED_TO_EXPORT, SYNCED -> {
                table.update(row.id(), Map.of("changed_since_sent", true), true, now);
                moves.audit(
                        row,
                        row.state(),
                        Caller.SYSTEM,
                        row.state() == State.SYNCED
                                ? reason + ". Spectrum holds what was accepted."
                                : reason + ".",
                        null,
                        now);
            }
            case RETRIEVED, REJECTED, UNLINKED ->
                    moves.audit(row, row.state(), Caller.SYSTEM, reason + ".", null, now);
        }
    }

    /**
     * The lock that notices: what was sent stays what is shown and accepted; that it changed is
     * marked.
     */
    private void markChanged(
            ChangeOrderRow row, Candidate candidate, Arrival arrival, Instant now) {
        boolean differs = differs(row, candidate);
        if (differs == row.changedSinceSent() && arrival != Arrival.CHANGED) {
            return;
        }
        if (!differs && !row.changedSinceSent()) {
            return;
        }
        table.update(row.id(), Map.of("changed_since_sent", differs), true, now);
        moves.audit(
                row,
                row.state(),
                Caller.SYSTEM,
                differs ? driftText(row, candidate) : HistoryWords.CHANGED_BACK.text(),
                null,
                now);
    }

    private static String driftText(ChangeOrderRow row, Candidate candidate) {
        String what =
                candidate.changeOrder().approved()
                        ? HistoryWords.CHANGED.text() + " after it was sent."
                        : notApproved(candidate) + ".";
        return row.state() == State.SYNCED ? what + " Spectrum holds what was accepted." : what;
    }

    private static String notApproved(Candidate candidate) {
        return HistoryWords.NOT_APPROVED.text()
                + " (status "
                + candidate.changeOrder().status()
                + ")";
    }

    private static boolean differs(ChangeOrderRow row, Candidate candidate) {
        return !Fingerprint.of(candidate.changeOrder()).equals(row.sentFingerprint());
    }

    private static String names(List<Problem> problems) {
        Set<String> names = new LinkedHashSet<>();
        problems.forEach(problem -> names.add(problem.requirement()));
        return String.join(", ", names);
    }
}
