package io.ccobridge.queue;

/**
 * An export that this node has in hand.
 *
 * @param fence the claim's token: once another claim was made, this one changes nothing more
 * @param attempts that failed so far since the decision or the last replay
 * @param probe true: Spectrum's circuit is open and this export finds out whether it still is
 */
public record Claim(long changeOrderId, long exportId, long fence, int attempts, boolean probe) {

    Claim asProbe() {
        return new Claim(changeOrderId, exportId, fence, attempts, true);
    }
}
