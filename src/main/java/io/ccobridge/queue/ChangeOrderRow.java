package io.ccobridge.queue;

import io.ccobridge.changeorder.State;
import java.math.BigDecimal;

/**
 * What a move looks at before it is made.
 *
 * @param key what tells it from others of its project (see {@link
 *     io.ccobridge.changeorder.ChangeOrder#key()})
 * @param procoreId null when the document's id could not be read
 * @param exportId the last decision to export; null when there was none
 * @param jobNumber where it leads to in Spectrum, as the lists show it; null where nowhere
 * @param vendorCode the same of the contract company
 * @param projectName null when it could not be read
 * @param total null when it could not be read
 */
public record ChangeOrderRow(
        long id,
        long projectId,
        String key,
        Long procoreId,
        State state,
        int version,
        boolean changedSinceSent,
        String problems,
        String changeRequestNumber,
        int attempts,
        String sentBy,
        Long presentDocumentId,
        Long sentDocumentId,
        String presentFingerprint,
        String sentFingerprint,
        Long exportId,
        String jobNumber,
        String vendorCode,
        String projectName,
        BigDecimal total) {

    /** Whether the next send takes another document than the one that was sent last. */
    public boolean sendTakesAnother() {
        boolean decided =
                switch (state) {
                    case ACCEPTED, FAILED_TO_EXPORT, SYNCED -> true;
                    case READY_TO_EXPORT -> !changedSinceSent;
                    case NEEDS_ATTENTION, RETRIEVED, REJECTED, UNLINKED -> false;
                };
        return !decided && sentDocumentId != null && !sentDocumentId.equals(presentDocumentId);
    }

    /** Stands where the fingerprint of a change order stood that Procore shows no more. */
    public static final String GONE = "gone";

    /** Procore has deleted it, or shows it no more. */
    boolean gone() {
        return GONE.equals(presentFingerprint);
    }
}
