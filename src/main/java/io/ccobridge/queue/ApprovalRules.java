package io.ccobridge.queue;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a site asks of an approval.
 *
 * @param separateDuties true: who sent a change order may not accept it
 * @param secondApproverAbove a total beyond it, of either sign, takes two people; null: one is
 *     enough
 * @param hold how long an accepted change order waits before it is exported; zero: not at all
 */
public record ApprovalRules(boolean separateDuties, BigDecimal secondApproverAbove, Duration hold) {

    /**
     * How many people must accept it.
     *
     * @param total null when it is not known; then it may be more than any amount
     */
    public int approvalsNeeded(BigDecimal total) {
        return secondApproverAbove == null
                        || (total != null && total.abs().compareTo(secondApproverAbove) <= 0)
                ? 1
                : 2;
    }
}
