package io.ccobridge.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.flow.PhaseSums.CommitmentSum;
import io.ccobridge.flow.PhaseSums.PhaseSum;
import io.ccobridge.flow.PreFlight.Check;
import io.ccobridge.json.Json;
import io.ccobridge.json.Money;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.SentToSpectrum;
import io.ccobridge.queue.SentToSpectrum.Decision;
import io.ccobridge.queue.SentToSpectrum.Together;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.Warning;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an accept would send now, what is on its way, or what was sent; and everything that was
 * looked at for it. Looks only: no number is taken, nothing is written.
 */
public final class Preview {

    private static final String ANY_GUID = "drawn anew at the export";

    /**
     * @param request the envelope, secrets masked
     * @param held yes: Spectrum has acknowledged it; perhaps: no clear answer came; no
     */
    public record PreviewedCall(
            String phase, String costType, String amount, String request, String held) {}

    /**
     * @param calls empty while a problem stands in the way of making them
     * @param warnings texts that will be cut, and what else to know
     * @param problems everything that keeps it from being accepted
     * @param stage proposed: what an accept would send; accepted: what is on its way, or failed on
     *     it; sent
     * @param description as Spectrum gets it; null when there are no calls, as accountingDate
     * @param checks empty once it is sent, but for what has changed since
     */
    public record Shown(
            String changeRequestNumber,
            List<PreviewedCall> calls,
            List<Warning> warnings,
            List<Problem> problems,
            State state,
            String stage,
            String subChangeOrderNumber,
            String description,
            LocalDate accountingDate,
            List<PhaseSum> phases,
            CommitmentSum commitment,
            List<Check> checks) {}

    private final Intake intake;
    private final io.ccobridge.flow.Decision decision;
    private final ApprovalQueue queue;
    private final NumberBook numbers;
    private final SentToSpectrum sent;
    private final Planner planner;
    private final Envelopes envelopes;
    private final PreFlight preFlight;
    private final Supplier<LocalDate> today;

    public Preview(
            Intake intake,
            io.ccobridge.flow.Decision decision,
            ApprovalQueue queue,
            NumberBook numbers,
            SentToSpectrum sent,
            Planner planner,
            Envelopes envelopes,
            PreFlight preFlight,
            Supplier<LocalDate> today) {
        this.intake = intake;
        this.decision = decision;
        this.queue = queue;
        this.numbers = numbers;
        this.sent = sent;
        this.planner = planner;
        this.envelopes = envelopes;
        this.preFlight = preFlight;
        this.today = today;
    }

    /**
     * @param typed what an approver would type: change_request_number, description and
     *     accounting_date; all may be absent
     * @throws Refusal 404; 422 for a typed field that an accept would refuse by its form
     */
    public Shown of(String id, Map<String, String> typed) {
        ChangeOrderRow row = sent.row(Approvals.number(id));
        JsonNode text = Json.mapper().valueToTree(typed);
        Choices choices = decision.choices(row.id(), TypedByApprover.of(text, today.get()));
        return switch (row.state()) {
            // what is parked is accepted as it was sent; everything else is sent as it is now
            case READY_TO_EXPORT -> proposed(row, parked(row), choices);
            case NEEDS_ATTENTION, RETRIEVED, REJECTED, UNLINKED ->
                    proposed(row, intake.present(row.id()), choices);
            case ACCEPTED, FAILED_TO_EXPORT -> decided(row, "accepted");
            case SYNCED -> decided(row, "sent");
        };
    }

    // ---- Before a decision

    /**
     * Where it leads to may have changed since it was last shown; whoever has seen it so far has
     * seen another version then, and cannot accept what is looked at here.
     */
    private Checked parked(ChangeOrderRow row) {
        Checked checked = intake.sent(row.id());
        intake.redirected(row.id(), checked);
        return checked;
    }

    private Shown proposed(ChangeOrderRow row, Checked checked, Choices choices) {
        Candidate candidate =
                choices.changeRequestNumber() == null
                        ? checked.candidate()
                        : checked.candidate()
                                .withChangeRequestNumber(choices.changeRequestNumber());
        String subNumber = numbers.proposeSubChangeOrderNumber(candidate).orElse(null);
        ExportPlan plan =
                leadsSomewhere(candidate)
                        ? planner.plan(candidate, choices, subNumber, queue.held(row.id()))
                        : null;
        List<Problem> problems = new ArrayList<>(checked.problems());
        problems.removeIf(
                problem ->
                        choices.changeRequestNumber() != null
                                && problem.requirement().equals("change-request-number"));
        problems.addAll(ofNumber(row, candidate, choices, plan));
        LocalDate date =
                choices.accountingDate() == null
                        ? candidate.changeOrder().dateCreated()
                        : choices.accountingDate();
        Together others = sent.ofCommitment(candidate.changeOrder().commitmentId(), row.id());
        PhaseSums sums = new PhaseSums(candidate, plan == null ? null : plan.sums(), others);
        return new Shown(
                candidate.changeRequestNumber(),
                plan == null
                        ? List.of()
                        : plan.sums().stream().map(sum -> call(plan.header(), sum, "no")).toList(),
                warnings(row, candidate, choices, others),
                List.copyOf(problems),
                row.state(),
                "proposed",
                subNumber,
                plan == null ? null : plan.header().get("CR_Description"),
                date,
                sums.phases(),
                sums.commitment(),
                preFlight.of(
                        row,
                        candidate,
                        candidate.changeRequestNumber(),
                        subNumber,
                        date,
                        problems));
    }

    /** What an accept would refuse because of the number. */
    private List<Problem> ofNumber(
            ChangeOrderRow row, Candidate candidate, Choices choices, ExportPlan plan) {
        List<Problem> problems = new ArrayList<>();
        if (choices.changeRequestNumber() != null
                && !numbers.isFree(candidate, choices.changeRequestNumber())) {
            problems.add(
                    new Problem(
                            "change-request-number",
                            "The number "
                                    + choices.changeRequestNumber()
                                    + " is another change order's.",
                            "Choose another, or leave the one that is proposed."));
        }
        if (plan != null) {
            queue.otherKey(row, plan)
                    .map(Refusal::getMessage)
                    .ifPresent(
                            message ->
                                    problems.add(
                                            new Problem(
                                                    "one-key",
                                                    message,
                                                    "Undo the part that Spectrum holds, or send it under"
                                                            + " the key it has.")));
        }
        return problems;
    }

    private List<Warning> warnings(
            ChangeOrderRow row, Candidate candidate, Choices choices, Together others) {
        List<Warning> warnings =
                new ArrayList<>(planner.warnings(candidate.changeOrder(), choices));
        if (!preFlight.statusSet()) {
            warnings.add(
                    new Warning(
                            "CR_Status",
                            "The setting spectrum.change-request-status is empty; Spectrum wants a"
                                    + " status code for a new change request."));
        }
        inDoubt(others, warnings);
        sent.leftBehind(row.id())
                .ifPresent(
                        number ->
                                warnings.add(
                                        new Warning(
                                                "Change_Request_Number",
                                                "It was unlinked from change request "
                                                        + number
                                                        + " without a word that this was deleted in"
                                                        + " Spectrum. If it is still there, the amount"
                                                        + " will stand there twice.")));
        return warnings;
    }

    private static void inDoubt(Together others, List<Warning> warnings) {
        if (others.perhapsMore().signum() != 0) {
            warnings.add(
                    new Warning(
                            "Sub_Amount",
                            "Spectrum may hold "
                                    + Money.text(others.perhapsMore().abs())
                                    + (others.perhapsMore().signum() > 0 ? " more" : " less")
                                    + " of this commitment than is shown as sent before: calls got no"
                                    + " clear answer."));
        }
    }

    // ---- After it

    private Shown decided(ChangeOrderRow row, String stage) {
        Checked checked = intake.sent(row.id());
        Candidate candidate = checked.candidate();
        Decision decision = sent.decision(row).orElseThrow();
        boolean over = row.state() == State.SYNCED;
        Together others = sent.ofCommitment(candidate.changeOrder().commitmentId(), row.id());
        PhaseSums sums =
                new PhaseSums(
                        candidate,
                        decision.lines().stream().map(SentToSpectrum.Line::sum).toList(),
                        others);
        List<Warning> warnings = new ArrayList<>();
        inDoubt(others, warnings);
        LocalDate date = Planner.accountingDate(decision.header());
        String subNumber = decision.header().get("Sub_Change_Order_Number");
        return new Shown(
                row.changeRequestNumber(),
                decision.lines().stream()
                        .map(line -> call(decision.header(), line.sum(), held(line.state())))
                        .toList(),
                warnings,
                over ? List.of() : checked.problems(),
                row.state(),
                stage,
                subNumber,
                decision.header().get("CR_Description"),
                date,
                sums.phases(),
                sums.commitment(),
                over
                        ? preFlight.afterwards(row)
                        : preFlight.of(
                                row,
                                candidate,
                                decision.changeRequestNumber(),
                                subNumber,
                                date,
                                checked.problems()));
    }

    private static String held(String state) {
        return switch (state) {
            case "DONE" -> "yes";
            case "UNKNOWN" -> "perhaps";
            default -> "no";
        };
    }

    // ---- Parts

    private PreviewedCall call(Map<String, String> header, Sum sum, String held) {
        return new PreviewedCall(
                sum.phase(),
                sum.costType(),
                sum.amount().toPlainString(),
                envelopes.masked("ARChangeRequest", Planner.call(header, sum), ANY_GUID),
                held);
    }

    /** Whether there is enough to make calls of, however wrong they may be. */
    private static boolean leadsSomewhere(Candidate candidate) {
        return known(candidate.job())
                && known(candidate.vendor())
                && known(candidate.subcontract())
                && candidate.changeRequestNumber() != null
                && candidate.changeOrder().title() != null
                && candidate.changeOrder().dateCreated() != null
                && !candidate.changeOrder().lines().isEmpty()
                && candidate.changeOrder().lines().stream()
                        .allMatch(
                                line ->
                                        line.amount() != null
                                                && line.amount().stripTrailingZeros().scale() <= 2
                                                && line.wbsCode() != null
                                                && known(candidate.phases().get(line.wbsCode())));
    }

    private static boolean known(Link<?> link) {
        return link != null && link.target() != null;
    }
}
