package io.ccobridge.queue;

import io.ccobridge.changeorder.State;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people do with a change order, and from which states (lifecycle, "States"). */
public enum Move {
    SEND(
            State.NEEDS_ATTENTION,
            State.READY_TO_EXPORT,
            State.RETRIEVED,
            State.REJECTED,
            State.UNLINKED),
    RETRIEVE(State.READY_TO_EXPORT),
    ACCEPT(State.READY_TO_EXPORT),
    REJECT(State.READY_TO_EXPORT, State.FAILED_TO_EXPORT),
    UNLINK(State.SYNCED),
    REPLAY(State.FAILED_TO_EXPORT),
    DISCARD(State.FAILED_TO_EXPORT),
    RESTORE(State.REJECTED),
    DONE_BY_HAND(State.FAILED_TO_EXPORT),
    TRY_NOW(State.ACCEPTED),
    STOP_TRYING(State.ACCEPTED);

    private final Set<State> from;

    Move(State... from) {
        this.from = EnumSet.copyOf(java.util.List.of(from));
    }

    /** Why the change order's state does not allow this move; empty when it does. */
    public Optional<String> refusal(ChangeOrderRow row) {
        if (!from.contains(row.state())) {
            return Optional.of("It cannot be " + past() + ": it " + standing(row.state()) + ".");
        }
        if (this == ACCEPT && row.changedSinceSent()) {
            return Optional.of(
                    "It cannot be accepted: it changed in Procore since it was sent. Send it again,"
                            + " then look at it anew.");
        }
        return Optional.empty();
    }

    private String past() {
        return switch (this) {
            case SEND -> "sent";
            case RETRIEVE -> "retrieved";
            case ACCEPT -> "accepted";
            case REJECT -> "rejected";
            case UNLINK -> "unlinked";
            case REPLAY -> "replayed";
            case DISCARD -> "discarded";
            case RESTORE -> "restored";
            case DONE_BY_HAND -> "marked as done by hand";
            case TRY_NOW -> "tried now";
            case STOP_TRYING -> "stopped";
        };
    }

    private static String standing(State state) {
        return switch (state) {
            case NEEDS_ATTENTION -> "needs attention first";
            case READY_TO_EXPORT -> "waits for accounting";
            case RETRIEVED -> "was retrieved";
            case REJECTED -> "was rejected";
            case ACCEPTED -> "is accepted and on its way to Spectrum";
            case FAILED_TO_EXPORT -> "failed to export and is in the dead letters";
            case SYNCED -> "is synced with Spectrum";
            case UNLINKED -> "was unlinked";
        };
    }

    /** For example {@code done-by-hand}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
