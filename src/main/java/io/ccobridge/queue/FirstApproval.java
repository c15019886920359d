package io.ccobridge.queue;

import java.time.Instant;

/**
 * The yes of the first of two. It holds for one version and one payload: a second person can only
 * complete exactly what the first has seen.
 *
 * @param version of the change order since this approval
 * @param payloadHash of what an export would send
 */
public record FirstApproval(
        long changeOrderId,
        int version,
        String payloadHash,
        String approver,
        Instant at,
        Typed typed) {}
