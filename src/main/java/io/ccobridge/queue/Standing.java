package io.ccobridge.queue;

import io.ccobridge.changeorder.State;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether a change order stands where a move can begin: by its state, and by what the state alone
 * does not tell. The same words for the button and for the call.
 */
final class Standing {

    static final String ALREADY_WAITS = "It cannot be sent: it already waits for accounting.";

    private static final String NO_PROCORE_ID =
            "Procore's id of this change order could not be read, so it cannot be read again. A poll"
                    + " takes it up when Procore sends it whole.";
    private static final String NOTHING_TO_RESTORE =
            "It cannot be restored: it was rejected, not discarded from the dead letters.";

    private final FirstApprovals firstApprovals;
    private final ExportTable exports;
    private final DeadLetterTable deadLetters;

    Standing(JdbcClient jdbc) {
        this.firstApprovals = new FirstApprovals(jdbc);
        this.exports = new ExportTable(jdbc);
        this.deadLetters = new DeadLetterTable(jdbc);
    }

    /** Why the move cannot begin, whoever asks (409); empty when it can. */
    Optional<String> refusal(Move move, ChangeOrderRow row) {
        return move.refusal(row)
                .or(
                        () ->
                                switch (move) {
                                    case SEND, ACCEPT ->
                                            row.procoreId() == null
                                                    ? Optional.of(NO_PROCORE_ID)
                                                    : Optional.empty();
                                    case UNDO -> notUndone(row);
                                    case RESTORE ->
                                            deadLetters.restorable(row.id())
                                                    ? Optional.empty()
                                                    : Optional.of(NOTHING_TO_RESTORE);
                                    default -> Optional.empty();
                                });
    }

    private Optional<String> notUndone(ChangeOrderRow row) {
        if (row.state() == State.READY_TO_EXPORT) {
            return firstApprovals.of(row).isPresent()
                    ? Optional.empty()
                    : Optional.of(Move.UNDO.wrongState(row.state()));
        }
        return exports.begun(row.id());
    }
}
