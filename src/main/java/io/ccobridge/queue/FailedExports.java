package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;

/**
 * The moves out of FAILED_TO_EXPORT and back into it, but for those that export again ({@link
 * Resends}): state, audit entry and dead letter change in one transaction. Each refuses with 409
 * ({@link io.ccobridge.changeorder.Refusal}) when the change order's state does not allow it, and
 * then has changed nothing.
 */
public interface FailedExports {

    /**
     * @throws io.ccobridge.changeorder.Refusal 404, or 409 when the change order's state does not
     *     allow the move, whichever dead letter of it is meant
     */
    void check(long changeOrderId, Move move);

    /** It becomes REJECTED; its dead letter ends. */
    void discard(long changeOrderId, Caller by, String reason);

    /** Undoes a discard: it is FAILED_TO_EXPORT again, and its dead letter open. */
    void restore(long changeOrderId, Caller by, String reason);

    /**
     * It becomes SYNCED with the number a person gave it in Spectrum; its dead letter ends.
     *
     * @param changeRequestNumber 1 to 8 characters; from now on it is this change order's
     * @throws io.ccobridge.changeorder.Refusal 422 when it is another's of the same job
     */
    void doneByHand(long changeOrderId, Caller by, String reason, String changeRequestNumber);
}
