package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import java.util.List;
import java.util.Map;

/**
 * Failed exports that go to Spectrum again under the approval they have, or back to the approver:
 * state, audit entry and dead letter change in one transaction. Each refuses with 409 ({@link
 * io.ccobridge.changeorder.Refusal}) when the change order's state does not allow it, and then has
 * changed nothing.
 */
public interface Resends {

    /**
     * What became of a change order that was to be exported again.
     *
     * @param underWay true: it is ACCEPTED again under the same approval, and due now; false: it
     *     differs from what was approved, and waits for a new decision
     * @param message what is to be said of it; null when it goes as it was
     */
    record ReplayStart(boolean underWay, String message) {}

    /**
     * A failed export's payload with other words in it, and the same money.
     *
     * @param version of the change order, as the person has seen it
     * @param exportId what was edited
     * @param proposedBy whose edit it is; the caller is who has the last word
     */
    record EditedPayload(
            int version,
            long exportId,
            Map<String, String> header,
            List<Difference> differences,
            String proposedBy) {}

    /**
     * Exports it again where the export stopped, or gives it back to the approver when the outlook
     * is not what was approved; its dead letter ends.
     *
     * @param outlook worked out just now
     */
    ReplayStart replay(long changeOrderId, Caller by, String reason, Outlook outlook);

    /**
     * Exports it again with the edited payload, under the same approval; its dead letter ends.
     *
     * @return the id of the new export
     * @throws io.ccobridge.changeorder.Refusal 409 when it has moved on; 422 when its number cannot
     *     be changed or is another's
     */
    long edit(long changeOrderId, EditedPayload edited, Caller by, String reason);

    /** Notes in the history that an edit was proposed, or what became of it; nothing moves. */
    void note(long changeOrderId, Caller by, String reason, List<Difference> differences);
}
