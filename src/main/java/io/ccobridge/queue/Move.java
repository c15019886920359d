package io.ccobridge.queue;

import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people do with a change order: who, and from which states (lifecycle, "States"). */
public enum Move {
    SEND(
            by(Role.PROJECT_MANAGER, Role.ADMIN),
            State.NEEDS_ATTENTION,
            State.READY_TO_EXPORT,
            State.RETRIEVED,
            State.REJECTED,
            State.UNLINKED),
    RETRIEVE(by(Role.PROJECT_MANAGER, Role.ADMIN), State.READY_TO_EXPORT),
    ACCEPT(by(Role.APPROVER, Role.ADMIN), State.READY_TO_EXPORT),
    REJECT(by(Role.APPROVER, Role.ADMIN), State.READY_TO_EXPORT, State.FAILED_TO_EXPORT),
    UNLINK(by(Role.APPROVER, Role.ADMIN), State.SYNCED),
    /** From READY_TO_EXPORT only where the first of two has accepted it. */
    UNDO(by(Role.APPROVER, Role.ADMIN), State.ACCEPTED, State.READY_TO_EXPORT),
    REPLAY(by(Role.ADMIN), State.FAILED_TO_EXPORT),
    DISCARD(by(Role.ADMIN), State.FAILED_TO_EXPORT),
    /** Only where it was discarded, not rejected. */
    RESTORE(by(Role.ADMIN), State.REJECTED),
    DONE_BY_HAND(by(Role.ADMIN), State.FAILED_TO_EXPORT),
    TRY_NOW(by(Role.ADMIN), State.ACCEPTED),
    STOP_TRYING(by(Role.ADMIN), State.ACCEPTED);

    private final Set<Role> roles;
    private final Set<State> from;

    Move(Set<Role> roles, State... from) {
        this.roles = roles;
        this.from = EnumSet.copyOf(List.of(from));
    }

    private static Set<Role> by(Role... roles) {
        return Set.of(roles);
    }

    /** Who may make it: the same as in the API's document for the move's call. */
    public Set<Role> roles() {
        return roles;
    }

    /** Why the change order's state does not allow this move; empty when it does. */
    public Optional<String> refusal(ChangeOrderRow row) {
        if (!from.contains(row.state())) {
            return Optional.of(wrongState(row.state()));
        }
        if (this == ACCEPT && row.changedSinceSent()) {
            return Optional.of(
                    "It cannot be accepted: it changed in Procore since it was sent. Send it again,"
                            + " then look at it anew.");
        }
        return Optional.empty();
    }

    String wrongState(State state) {
        return "It cannot be " + past() + ": it " + standing(state) + ".";
    }

    private String past() {
        return switch (this) {
            case SEND -> "sent";
            case RETRIEVE -> "retrieved";
            case ACCEPT -> "accepted";
            case REJECT -> "rejected";
            case UNLINK -> "unlinked";
            case UNDO -> "undone";
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

    /** Its name in JSON, for example {@code done_by_hand}. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
