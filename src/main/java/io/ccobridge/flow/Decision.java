package io.ccobridge.flow;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.State;
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.Typed;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Planner;

/** What a yes comes to: the plan of the export, and the decision that is stored with it. */
public final class Decision {

    private final ApprovalQueue queue;
    private final Acceptances acceptances;
    private final NumberBook numbers;
    private final Planner planner;

    public Decision(
            ApprovalQueue queue, Acceptances acceptances, NumberBook numbers, Planner planner) {
        this.queue = queue;
        this.acceptances = acceptances;
        this.numbers = numbers;
        this.planner = planner;
    }

    ExportPlan plan(long id, Candidate candidate, Choices choices) {
        return planner.plan(
                candidate,
                choices,
                numbers.proposeSubChangeOrderNumber(candidate).orElse(null),
                queue.held(id));
    }

    /** What is chosen now, and where nothing is, what the first of two people has typed. */
    Choices choices(long id, Choices now) {
        Typed first = acceptances.firstTyped(id).orElse(Typed.NOTHING);
        return new Choices(
                now.changeRequestNumber() == null
                        ? first.changeRequestNumber()
                        : now.changeRequestNumber(),
                now.description() == null ? first.description() : now.description(),
                now.accountingDate() == null ? first.accountingDate() : now.accountingDate());
    }

    /**
     * @param candidate one that meets every requirement
     * @return where it stands now
     * @throws io.ccobridge.changeorder.Refusal 409 by state or version; 403 by person; 422 by
     *     number
     */
    State yes(
            ChangeOrderRow row,
            int version,
            Candidate candidate,
            Choices typed,
            Caller by,
            String reason) {
        Choices choices = choices(row.id(), typed);
        ExportPlan plan = plan(row.id(), candidate, choices);
        return acceptances.accept(
                row.id(),
                version,
                by,
                candidate.withChangeRequestNumber(plan.changeRequestNumber()),
                plan,
                new Typed(
                        choices.changeRequestNumber(),
                        choices.description(),
                        choices.accountingDate()),
                reason);
    }
}
