package io.ccobridge.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which moves are open to a caller, and why the others are not. What a button's tooltip says and
 * what the call refuses with come from here, so that they are the same.
 */
public final class OpenMoves {

    /**
     * @param reason why not; null when it is possible
     * @param problems the unmet requirements, where those are the reason
     */
    public record Open(
            boolean possible,
            String reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {

        static Open of(Optional<Refusal> refusal) {
            return refusal.map(why -> new Open(false, why.getMessage(), why.problems()))
                    .orElse(new Open(true, null, List.of()));
        }
    }

    private final Standing standing;
    private final FirstApprovals firstApprovals;
    private final ExportTable exports;
    private final ApprovalRules rules;
    private final AcceptRule acceptRule;

    public OpenMoves(JdbcClient jdbc, ApprovalRules rules) {
        this.standing = new Standing(jdbc);
        this.firstApprovals = new FirstApprovals(jdbc);
        this.exports = new ExportTable(jdbc);
        this.rules = rules;
        this.acceptRule = new AcceptRule(rules.separateDuties());
    }

    /**
     * Every move by its name in JSON.
     *
     * @param problems the requirements that are not met by what would be sent, or accepted, now
     */
    public Map<String, Open> of(ChangeOrderRow row, Caller by, List<Problem> problems) {
        Map<String, Open> moves = new LinkedHashMap<>();
        for (Move move : Move.values()) {
            moves.put(
                    move.field(),
                    Open.of(refusal(move, row, by).or(() -> refusal(move, row, problems))));
        }
        return moves;
    }

    /**
     * Why the caller cannot make this move with a change order that stands so: the role, the state,
     * a change since it was sent, the person. What it lacks is looked at elsewhere.
     */
    Optional<Refusal> refusal(Move move, ChangeOrderRow row, Caller by) {
        if (!by.equals(Caller.SYSTEM) && !by.hasAny(move.roles())) {
            return Optional.of(Refusal.forbidden(Role.needed(move.roles())));
        }
        return standing.refusal(move, row)
                .map(Refusal::conflict)
                .or(() -> move == Move.ACCEPT ? person(row, by) : Optional.empty());
    }

    /**
     * @param version what the caller has seen; null where the call does not say
     * @throws Refusal 403 by role or person; 409 when state or version do not allow it
     */
    void allow(ChangeOrderRow row, Move move, Integer version, Caller by) {
        refusal(move, row, by)
                .ifPresent(
                        refusal -> {
                            throw refusal;
                        });
        Moves.sameVersion(row, version);
    }

    /**
     * The caller as it accepts this change order: for somebody else only where its own privilege
     * does not reach.
     *
     * @throws Refusal 403 with the reason why it may not
     */
    Caller acting(ChangeOrderRow row, Caller by) {
        return firstApproval(row)
                .map(first -> acceptRule.second(row, by, first))
                .orElseGet(() -> acceptRule.acting(row, by))
                .orElseThrow(() -> person(row, by).orElseThrow());
    }

    private Optional<Refusal> person(ChangeOrderRow row, Caller by) {
        return acceptRule
                .refusal(row, by)
                .or(() -> firstApproval(row).flatMap(first -> acceptRule.refusal(row, by, first)))
                .map(Refusal::forbidden);
    }

    private static Optional<Refusal> refusal(
            Move move, ChangeOrderRow row, List<Problem> problems) {
        if (move == Move.SEND && row.state() == State.READY_TO_EXPORT && !row.changedSinceSent()) {
            return Optional.of(Refusal.conflict(Standing.ALREADY_WAITS));
        }
        return (move == Move.SEND || move == Move.ACCEPT) && !problems.isEmpty()
                ? Optional.of(Refusal.unmet(problems))
                : Optional.empty();
    }

    /** Who has said yes to it as it stands, the first one first. */
    public List<Approval> approvals(ChangeOrderRow row) {
        return switch (row.state()) {
            case READY_TO_EXPORT -> firstApproval(row).map(Approval::of).stream().toList();
            case ACCEPTED, FAILED_TO_EXPORT, SYNCED -> exports.approvals(row.exportId());
            case NEEDS_ATTENTION, RETRIEVED, REJECTED, UNLINKED -> List.of();
        };
    }

    /** The yes of the first of two; empty too where one is enough. */
    Optional<FirstApproval> firstApproval(ChangeOrderRow row) {
        return approvalsNeeded(row) == 1 || row.state() != State.READY_TO_EXPORT
                ? Optional.empty()
                : firstApprovals.of(row);
    }

    public int approvalsNeeded(ChangeOrderRow row) {
        return rules.approvalsNeeded(row.total());
    }
}
