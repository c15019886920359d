package io.ccobridge.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.procore.Fetched;
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.Move;
import io.ccobridge.spectrum.Choices;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

/** The steps of the moves that people make with a change order; the routes say in which order. */
public final class Approvals {

    /**
     * Reads a change order from Procore as it is now; empty when Procore does not show it any more.
     */
    @FunctionalInterface
    public interface Procore {
        /**
         * @param key of the change order, which tells the list of Procore it is in
         */
        Optional<Fetched> fetch(long projectId, String key, long procoreId);
    }

    /**
     * A move that a person asks for.
     *
     * @param version what the person has seen; null where the call does not say
     * @param reason null where none is given
     * @param typed what an approver typed for Spectrum
     * @param deleted whether it is deleted in Spectrum; null where the call does not say
     */
    public record Request(
            ChangeOrderRow row,
            Caller by,
            Integer version,
            String reason,
            Choices typed,
            Boolean deleted) {}

    private final ApprovalQueue queue;
    private final Acceptances acceptances;
    private final Decision decision;
    private final Intake intake;
    private final Procore procore;
    private final boolean reread;
    private final Supplier<LocalDate> today;

    /**
     * @param reread whether an accept reads the change order from Procore once more
     */
    public Approvals(
            ApprovalQueue queue,
            Acceptances acceptances,
            Decision decision,
            Intake intake,
            Procore procore,
            boolean reread,
            Supplier<LocalDate> today) {
        this.queue = queue;
        this.acceptances = acceptances;
        this.decision = decision;
        this.intake = intake;
        this.procore = procore;
        this.reread = reread;
        this.today = today;
    }

    /**
     * What a person asks for, when the move is open to that person.
     *
     * @throws Refusal 404; 403 by role or person; 409 by state or version; 422 naming the field
     *     that is wrong
     */
    public Request open(String id, Move move, Caller by, JsonNode body) {
        JsonNode text = body == null ? com.fasterxml.jackson.databind.node.NullNode.instance : body;
        Integer version = text.path("version").isInt() ? text.path("version").intValue() : null;
        ChangeOrderRow row = queue.open(number(id), move, version, by);
        return new Request(
                row,
                by,
                version,
                text.path("reason").asText("").isBlank()
                        ? null
                        : text.path("reason").asText().strip(),
                move == Move.ACCEPT ? TypedByApprover.of(text, today.get()) : Choices.NONE,
                text.hasNonNull("deleted_in_spectrum")
                        ? text.path("deleted_in_spectrum").asBoolean()
                        : null);
    }

    // ---- Send
    // -------------------------------------------------------------------------------------------------------

    /** Takes the present document from Procore, checks it, and parks it. */
    public void send(Request request) {
        Fetched fetched =
                fetch(request.row())
                        .orElseThrow(
                                () ->
                                        Refusal.conflict(
                                                "It cannot be sent: Procore does not show it any"
                                                        + " more. Was it deleted there?"));
        Checked checked = intake.linkAndCheck(fetched.changeOrder());
        queue.send(
                request.row().id(),
                request.version(),
                checked.candidate(),
                checked.problems(),
                checked.awaits(),
                fetched.document(),
                request.by());
    }

    // ---- Retrieve, reject, unlink, undo
    // -------------------------------------------------------------------------------

    public void retrieve(Request request) {
        queue.retrieve(request.row().id(), request.version(), request.by());
    }

    public State reject(Request request) {
        queue.reject(request.row().id(), request.version(), request.by(), requiredReason(request));
        return State.REJECTED;
    }

    /**
     * @throws Refusal 422 without a reason, or when it is said to be in Spectrum still
     */
    public void unlink(Request request) {
        String reason = requiredReason(request);
        if (Boolean.FALSE.equals(request.deleted())) {
            throw Refusal.invalid(
                    "deleted_in_spectrum",
                    "Delete it in Spectrum first: once it is unlinked, nobody here knows of change"
                            + " request "
                            + request.row().changeRequestNumber()
                            + " any more, and what is sent again stands beside it.");
        }
        queue.unlink(
                request.row().id(),
                request.version(),
                request.by(),
                reason,
                Boolean.TRUE.equals(request.deleted()));
    }

    public void undo(Request request) {
        acceptances.undo(request.row().id(), request.version(), request.by(), request.reason());
    }

    // ---- Accept
    // -----------------------------------------------------------------------------------------------------

    /**
     * Reads the change order from Procore once more: what changed between the approver's look and
     * the click is not accepted.
     *
     * @throws Refusal 409 when it changed; 503 when Procore cannot be asked
     */
    public void confirm(Request request) {
        if (!reread) {
            return;
        }
        Optional<Fetched> fetched = fetch(request.row());
        if (fetched.isEmpty()) {
            intake.gone(request.row().projectId(), request.row().key());
            throw Refusal.conflict(
                    "It cannot be accepted: Procore does not show it any more. Was it deleted there?");
        }
        if (!Fingerprint.of(fetched.get().changeOrder()).equals(request.row().sentFingerprint())) {
            Checked checked = intake.linkAndCheck(fetched.get().changeOrder());
            intake.keep(checked, fetched.get().document(), null);
            throw Refusal.conflict(
                    "It cannot be accepted: it has just changed in Procore. Look at it again.");
        }
    }

    /**
     * Makes the decision durable, with the number and every call that will follow from it; or one
     * of the two decisions that it takes.
     *
     * @return where it stands now
     * @throws Refusal 422 with every unmet requirement, or the field that is wrong; 409 by state or
     *     version
     */
    public State accept(Request request) {
        Checked checked = intake.sent(request.row().id());
        if (!checked.problems().isEmpty()) {
            throw Refusal.unmet(checked.problems());
        }
        if (hasAnotherCompany(request.row(), checked)) {
            intake.recheck(request.row().id());
            throw Refusal.conflict(
                    "It cannot be accepted: its contract company has changed in Procore since it was"
                            + " sent. Look at it again.");
        }
        if (intake.redirected(request.row().id(), checked)) {
            throw Refusal.conflict(
                    "It cannot be accepted: since a link has changed it leads to another job, vendor,"
                            + " subcontract or phase in Spectrum. Look at it again.");
        }
        return decision.yes(
                request.row(),
                request.version() == null ? request.row().version() : request.version(),
                checked.candidate(),
                request.typed(),
                request.by(),
                "Accepted"
                        + request.typed()
                                .words(
                                        request.row().changeRequestNumber(),
                                        checked.candidate().changeOrder().title())
                        + ".");
    }

    /** What was sent does not say which commitment it is of, and what company that is with. */
    static boolean hasAnotherCompany(ChangeOrderRow row, Checked sent) {
        return !Fingerprint.of(sent.candidate().changeOrder()).equals(row.sentFingerprint());
    }

    // ---- Parts
    // ------------------------------------------------------------------------------------------------------

    private Optional<Fetched> fetch(ChangeOrderRow row) {
        return procore.fetch(row.projectId(), row.key(), row.procoreId());
    }

    private static String requiredReason(Request request) {
        if (request.reason() == null) {
            throw Refusal.invalid("reason", "A reason is required.");
        }
        return request.reason();
    }

    static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.unknown("There is no change order \"" + id + "\".");
        }
        return Long.parseLong(id);
    }
}
