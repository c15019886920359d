package io.ccobridge.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.procore.Fetched;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.Move;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The steps of the moves that people make with a change order; the routes say in which order. */
public final class Approvals {

    /**
     * Reads a change order from Procore as it is now; empty when Procore does not show it any more.
     */
    @FunctionalInterface
    public interface Procore {
        Optional<Fetched> fetch(long projectId, long procoreId);
    }

    /**
     * A move that a person asks for.
     *
     * @param version what the person has seen; null where the call does not say
     * @param text the request's body, an object
     */
    public record Request(ChangeOrderRow row, Caller by, Integer version, JsonNode text) {

        String reason() {
            return words("reason");
        }

        String words(String field) {
            String words = text.path(field).asText("").strip();
            return words.isEmpty() ? null : words;
        }
    }

    private final ApprovalQueue queue;
    private final NumberBook numbers;
    private final Intake intake;
    private final Procore procore;
    private final Planner planner;
    private final boolean reread;

    /**
     * @param reread whether an accept reads the change order from Procore once more
     */
    public Approvals(
            ApprovalQueue queue,
            NumberBook numbers,
            Intake intake,
            Procore procore,
            Planner planner,
            boolean reread) {
        this.queue = queue;
        this.numbers = numbers;
        this.intake = intake;
        this.procore = procore;
        this.planner = planner;
        this.reread = reread;
    }

    /**
     * What a person asks for, when the change order's state and version allow it.
     *
     * @throws Refusal 404 or 409
     */
    public Request open(String id, Move move, Caller by, JsonNode body) {
        JsonNode text = body == null ? com.fasterxml.jackson.databind.node.NullNode.instance : body;
        Integer version = text.path("version").isInt() ? text.path("version").intValue() : null;
        ChangeOrderRow row = queue.open(number(id), move, version);
        if (move == Move.ACCEPT) {
            queue.mayAccept(row, by);
        }
        return new Request(row, by, version, text);
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
                fetched.document(),
                request.by());
    }

    // ---- Retrieve, reject, unlink
    // -------------------------------------------------------------------------------------

    public void retrieve(Request request) {
        queue.retrieve(request.row().id(), request.version(), request.by());
    }

    public void reject(Request request) {
        queue.reject(request.row().id(), request.version(), request.by(), requiredReason(request));
    }

    public void unlink(Request request) {
        queue.unlink(request.row().id(), request.version(), request.by(), requiredReason(request));
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
     * Makes the decision durable, with the number and every call that will follow from it.
     *
     * @throws Refusal 422 with every unmet requirement, or the field that is wrong; 409 by state or
     *     version
     */
    public void accept(Request request) {
        Checked checked = intake.sent(request.row().id());
        if (!checked.problems().isEmpty()) {
            throw Refusal.unmet(checked.problems());
        }
        if (intake.redirected(request.row().id(), checked)) {
            throw Refusal.conflict(
                    "It cannot be accepted: since a link has changed it leads to another job or"
                            + " vendor in Spectrum. Look at it again.");
        }
        accept(
                request.row(),
                request.version() == null ? request.row().version() : request.version(),
                checked.candidate(),
                choices(request),
                request.by(),
                "Accepted.");
    }

    /** Accepts a parked change order without a person, where the site has set it so. */
    public void acceptBySystem(long id) {
        Checked checked = intake.sent(id);
        ChangeOrderRow row = queue.open(id, Move.ACCEPT, null);
        if (checked.problems().isEmpty()) {
            accept(
                    row,
                    row.version(),
                    checked.candidate(),
                    Choices.NONE,
                    Caller.SYSTEM,
                    "Accepted by the system (setting approval.direct-export).");
        }
    }

    private void accept(
            ChangeOrderRow row,
            int version,
            Candidate candidate,
            Choices choices,
            Caller by,
            String reason) {
        ExportPlan plan =
                planner.plan(
                        candidate,
                        choices,
                        numbers.proposeSubChangeOrderNumber(candidate).orElse(null),
                        queue.held(row.id()));
        queue.accept(
                row.id(),
                version,
                by,
                candidate.withChangeRequestNumber(plan.changeRequestNumber()),
                plan,
                reason);
    }

    static Choices choices(Request request) {
        String number = request.words("change_request_number");
        if (number != null) {
            ChangeRequestNumbers.check(number)
                    .ifPresent(
                            wrong -> {
                                throw Refusal.invalid("change_request_number", wrong);
                            });
        }
        String description = request.words("description");
        if (description != null) {
            Envelopes.cannotCarry(description)
                    .ifPresent(
                            character -> {
                                throw Refusal.invalid(
                                        "description",
                                        "The character "
                                                + character
                                                + " cannot be sent to Spectrum; leave it out.");
                            });
        }
        String date = request.words("accounting_date");
        try {
            return new Choices(number, description, date == null ? null : LocalDate.parse(date));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(
                    "accounting_date", "\"" + date + "\" is not a day; write it as 2026-11-23.");
        }
    }

    // ---- Parts
    // ------------------------------------------------------------------------------------------------------

    private Optional<Fetched> fetch(ChangeOrderRow row) {
        if (row.procoreId() == null) {
            throw Refusal.conflict(
                    "Procore's id of this change order could not be read, so it cannot be read"
                            + " again. A poll takes it up when Procore sends it whole.");
        }
        return procore.fetch(row.projectId(), row.procoreId());
    }

    private static String requiredReason(Request request) {
        String reason = request.reason();
        if (reason == null) {
            throw Refusal.invalid("reason", "A reason is required.");
        }
        return reason;
    }

    static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.unknown("There is no change order \"" + id + "\".");
        }
        return Long.parseLong(id);
    }
}
