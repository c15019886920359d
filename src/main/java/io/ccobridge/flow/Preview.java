package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.Warning;
import java.util.ArrayList;
import java.util.List;

/** The exact Spectrum calls that an accept would make now. */
public final class Preview {

    private static final String ANY_GUID = "drawn anew at the export";

    /**
     * @param request the envelope, secrets masked
     */
    public record PreviewedCall(String phase, String costType, String amount, String request) {}

    /**
     * @param calls empty while a problem stands in the way of making them
     * @param warnings texts that will be cut, and what the site has left open
     */
    public record Shown(
            String changeRequestNumber,
            List<PreviewedCall> calls,
            List<Warning> warnings,
            List<Problem> problems) {}

    private final Intake intake;
    private final Decision decision;
    private final Planner planner;
    private final Envelopes envelopes;
    private final boolean statusSet;

    /**
     * @param statusSet whether the site has set {@code spectrum.change-request-status}
     */
    public Preview(
            Intake intake,
            Decision decision,
            Planner planner,
            Envelopes envelopes,
            boolean statusSet) {
        this.intake = intake;
        this.decision = decision;
        this.planner = planner;
        this.envelopes = envelopes;
        this.statusSet = statusSet;
    }

    public Shown of(String id) {
        long number = Approvals.number(id);
        Checked checked = intake.sent(number);
        Candidate candidate = checked.candidate();
        Choices choices = decision.choices(number, Choices.NONE);
        List<Warning> warnings =
                new ArrayList<>(planner.warnings(candidate.changeOrder(), choices));
        if (!statusSet) {
            warnings.add(
                    new Warning(
                            "CR_Status",
                            "The setting spectrum.change-request-status is empty; Spectrum wants a"
                                    + " status code for a new change request."));
        }
        return new Shown(
                choices.changeRequestNumber() == null
                        ? candidate.changeRequestNumber()
                        : choices.changeRequestNumber(),
                leadsSomewhere(candidate) ? calls(number, candidate, choices) : List.of(),
                warnings,
                checked.problems());
    }

    private List<PreviewedCall> calls(long id, Candidate candidate, Choices choices) {
        ExportPlan plan = decision.plan(id, candidate, choices);
        return plan.sums().stream()
                .map(
                        sum ->
                                new PreviewedCall(
                                        sum.phase(),
                                        sum.costType(),
                                        sum.amount().toPlainString(),
                                        envelopes.masked(
                                                "ARChangeRequest",
                                                Planner.call(plan.header(), sum),
                                                ANY_GUID)))
                .toList();
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
