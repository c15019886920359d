package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Holdings;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Where one change order stands at the moment that is asked for.
 *
 * @param commitmentId null when its document names none
 * @param number as Procore says it; null when it cannot be read, as title, status, total and
 *     currency
 * @param problems unmet requirements while it needs attention
 * @param purchaseOrder whether its commitment is one
 * @param changed whether Procore says something else than what was accepted
 * @param holdings what Spectrum holds of it
 * @param moved the last entry of its history that brought it into another state; null when there is
 *     none
 * @param doubtful whether what Spectrum held at that moment cannot be told exactly any more
 * @param documented whether Procore's document is still kept; without it, number, title, total and
 *     currency are those of the lists, and the status is not known
 * @param perhapsTwice whether a part of what Spectrum holds may be there under an earlier number
 *     too, which nobody said is deleted
 */
record Standing(
        long id,
        long projectId,
        Long commitmentId,
        String number,
        String title,
        String status,
        BigDecimal total,
        String currency,
        State state,
        List<Problem> problems,
        boolean purchaseOrder,
        boolean changed,
        String changeRequestNumber,
        Holdings holdings,
        Moved moved,
        boolean doubtful,
        boolean documented,
        boolean perhapsTwice) {

    /**
     * Who brought it where it stands, and why.
     *
     * @param leftBehind whether it was unlinked and nobody said that it is deleted in Spectrum
     */
    record Moved(String by, Instant at, State from, String reason, boolean leftBehind) {}

    Standing {
        problems = List.copyOf(problems);
    }

    /** The status of what Procore does not show any more; no status of Procore's own. */
    static final String GONE = "not shown any more";

    /** Procore counts it: its status is approved, or says nothing that can be read. */
    boolean counts() {
        return approved() && !listedTwice();
    }

    /** The same money is another change order already, and counts there. */
    boolean listedTwice() {
        return approved()
                && state == State.NEEDS_ATTENTION
                && unmet("comes-once")
                && holdings.isEmpty();
    }

    private boolean approved() {
        return status == null || status.equalsIgnoreCase("approved");
    }

    /** What Procore counts it with; zero when its amount cannot be read. */
    BigDecimal procoreAmount() {
        return counts() && total != null ? total : BigDecimal.ZERO;
    }

    boolean amountUnknown() {
        return counts() && total == null;
    }

    BigDecimal syncedAmount() {
        return holdings.total();
    }

    BigDecimal difference() {
        return procoreAmount().subtract(syncedAmount());
    }

    /** A person said that it is in Spectrum; exports go through ACCEPTED. */
    boolean doneByHand() {
        return state == State.SYNCED && moved != null && moved.from() == State.FAILED_TO_EXPORT;
    }

    boolean unmet(String requirement) {
        return problems.stream().anyMatch(problem -> problem.requirement().equals(requirement));
    }
}
