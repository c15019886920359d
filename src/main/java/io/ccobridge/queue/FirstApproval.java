package io.ccobridge.queue;

import java.time.Instant;

/**
 * The yes of the first of two. It holds for one version and one payload: a second person can only
 * complete exactly what the first has seen.
 *
 * @param version of the change order since this approval
 * @param payloadHash of what an export would send
 * @param actingFor whose privilege the approver used; null: the approver's own
 */
public record FirstApproval(
        long changeOrderId,
        int version,
        String payloadHash,
        String approver,
        String actingFor,
        Instant at,
        Typed typed) {

    /** Whose privilege it was given with. */
    String authority() {
        return actingFor == null ? approver : actingFor;
    }

    /** As the audit trail names who gave it. */
    String actor() {
        return actingFor == null ? approver : approver + " for " + actingFor;
    }
}
