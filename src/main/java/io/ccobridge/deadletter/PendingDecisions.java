package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.queue.PendingExports;

/** What an admin does with a change order that is accepted and waits for its next attempt. */
public final class PendingDecisions {

    private final PendingExports exports;

    public PendingDecisions(PendingExports exports) {
        this.exports = exports;
    }

    /** See {@link PendingExports#tryNow}. */
    public void tryNow(String id, Caller by) {
        exports.tryNow(Ids.parse(id, "change order"), by);
    }

    /**
     * See {@link PendingExports#stopTrying}.
     *
     * @param body {@code {reason}}
     */
    public void stopTrying(String id, JsonNode body, Caller by) {
        long number = Ids.parse(id, "change order");
        exports.stopTrying(number, by, new Body(body).text("reason"));
    }
}
