package io.ccobridge.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.deadletter.Editing;
import io.ccobridge.deadletter.Resending;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.procore.Fetched;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.Difference;
import io.ccobridge.queue.Move;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.Resends;
import io.ccobridge.queue.StoredExport;
import io.ccobridge.queue.StoredExports;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Planner;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Failed exports looked at with the eyes of today before they go again: what was sent to
 * accounting, with the links and settings of now, beside what was approved then.
 */
public final class FailedAgain implements Resending, Editing {

    /** What of the payload an edit may change, by the element of Spectrum. */
    private static final Map<String, String> EDITABLE =
            Map.of(
                    "change_request_number", "Change_Request_Number",
                    "description", "CR_Description",
                    "accounting_date", "Sub_Change_Order_Date");

    private final ApprovalQueue queue;
    private final Resends moves;
    private final StoredExports exports;
    private final Intake intake;
    private final Planner planner;
    private final Approvals.Procore procore;
    private final Supplier<LocalDate> today;

    public FailedAgain(
            ApprovalQueue queue,
            Resends moves,
            StoredExports exports,
            Intake intake,
            Planner planner,
            Approvals.Procore procore,
            Supplier<LocalDate> today) {
        this.queue = queue;
        this.moves = moves;
        this.exports = exports;
        this.intake = intake;
        this.planner = planner;
        this.procore = procore;
        this.today = today;
    }

    @Override
    public Outlook outlook(long changeOrderId, boolean askProcore) {
        ChangeOrderRow row = queue.open(changeOrderId, Move.REPLAY, null, Caller.SYSTEM);
        if (row.changedSinceSent()) {
            return outlook(row, Outlook.CHANGED, intake.present(changeOrderId));
        }
        Optional<Fetched> fetched = askProcore ? fetch(row) : Optional.empty();
        String inProcore = askProcore ? inProcore(row, fetched) : null;
        return outlook(
                row,
                inProcore,
                fetched.isPresent() && inProcore != null
                        ? intake.linkAndCheck(fetched.get().changeOrder())
                        : intake.sent(changeOrderId));
    }

    @Override
    public Resends.ReplayStart replay(
            long changeOrderId, Caller by, String reason, boolean askProcore) {
        ChangeOrderRow row = queue.open(changeOrderId, Move.REPLAY, null, Caller.SYSTEM);
        String inProcore = row.changedSinceSent() ? Outlook.CHANGED : null;
        if (askProcore && inProcore == null) {
            Optional<Fetched> fetched = fetch(row);
            inProcore = inProcore(row, fetched);
            if (fetched.isPresent() && inProcore != null) {
                // so that the approver sees what it is now
                intake.keep(
                        intake.linkAndCheck(fetched.get().changeOrder()),
                        fetched.get().document(),
                        null);
            }
        }
        Outlook outlook =
                outlook(
                        row,
                        inProcore,
                        inProcore == null
                                ? intake.sent(changeOrderId)
                                : intake.present(changeOrderId));
        Resends.ReplayStart start = moves.replay(changeOrderId, by, reason, outlook);
        if (!start.underWay()) {
            intake.redirected(changeOrderId, intake.sent(changeOrderId));
        }
        return start;
    }

    @Override
    public Edited edited(long changeOrderId, int version, JsonNode changes, Caller by) {
        // an approver may edit it too, who may not replay it as it is
        ChangeOrderRow row = queue.open(changeOrderId, Move.REPLAY, version, Caller.SYSTEM);
        queue.withinLimits(row, by);
        Checked checked = intake.sent(changeOrderId);
        Outlook outlook = outlook(row, row.changedSinceSent() ? Outlook.CHANGED : null, checked);
        outlook.whyBack()
                .ifPresent(
                        why -> {
                            throw Refusal.conflict(
                                    "It cannot be edited, since "
                                            + why
                                            + ". Replay it, and it goes back to the approver.");
                        });
        Choices choices = TypedByApprover.of(changes, today.get());
        StoredExport stored = outlook.stored();
        ExportPlan edited =
                PlanOfToday.of(
                        planner, checked.candidate(), stored, choices, queue.held(changeOrderId));
        Map<String, String> header = new LinkedHashMap<>(outlook.header());
        List<Difference> differences = new ArrayList<>();
        changes.fieldNames()
                .forEachRemaining(
                        field -> {
                            String element = EDITABLE.get(field);
                            String before = stored.header().get(element);
                            String after = edited.header().get(element);
                            if (!Objects.equals(before, after)) {
                                header.put(element, after);
                                differences.add(new Difference(element, before, after));
                            }
                        });
        if (differences.isEmpty()) {
            throw Refusal.invalid(
                    changes.fieldNames().next(), "This is what the payload says already.");
        }
        refuseOtherNumber(changeOrderId, stored, header);
        differences.addAll(outlook.mapping());
        return new Edited(stored.id(), header, differences);
    }

    /** Said at once to who proposes it; the move itself says it again. */
    private void refuseOtherNumber(
            long changeOrderId, StoredExport stored, Map<String, String> header) {
        String number = stored.header().get("Change_Request_Number");
        if (!number.equals(header.get("Change_Request_Number"))
                && !queue.held(changeOrderId).isEmpty()) {
            throw Refusal.invalid(
                    "change_request_number",
                    "Spectrum holds, or may hold, a part of this change order under number "
                            + number
                            + "; under another number it would be there twice. Keep the number.");
        }
    }

    private Outlook outlook(ChangeOrderRow row, String inProcore, Checked checked) {
        StoredExport stored = exports.get(row.exportId());
        try {
            return Outlook.of(
                    stored,
                    inProcore,
                    checked.problems(),
                    PlanOfToday.of(
                            planner,
                            checked.candidate(),
                            stored,
                            Choices.NONE,
                            queue.held(row.id())));
        } catch (IllegalArgumentException e) {
            return new Outlook(
                    stored,
                    inProcore,
                    checked.problems(),
                    List.of(
                            new Difference(
                                    "lines", "as approved", "cannot be made: " + e.getMessage())),
                    List.of(),
                    stored.header());
        }
    }

    /**
     * @return null when it is as it was sent to accounting
     */
    private static String inProcore(ChangeOrderRow row, Optional<Fetched> fetched) {
        if (fetched.isEmpty()) {
            return Outlook.GONE;
        }
        return Fingerprint.of(fetched.get().changeOrder()).equals(row.sentFingerprint())
                ? null
                : Outlook.CHANGED;
    }

    private Optional<Fetched> fetch(ChangeOrderRow row) {
        if (row.procoreId() == null) {
            throw Refusal.conflict(
                    "Procore's id of this change order could not be read, so it cannot be read"
                            + " again. Replay it without asking Procore.");
        }
        return procore.fetch(row.projectId(), row.key(), row.procoreId());
    }
}
