package io.ccobridge.flow;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.DirectExport;
import io.ccobridge.spectrum.Choices;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the system accepts without a person, where the site has set it so. */
public final class DirectExports {

    private static final Logger LOG = LoggerFactory.getLogger(DirectExports.class);
    private static final int CONFLICT = 409;

    private final DirectExport where;
    private final Acceptances acceptances;
    private final Intake intake;
    private final Decision decision;

    public DirectExports(
            DirectExport where, Acceptances acceptances, Intake intake, Decision decision) {
        this.where = where;
        this.acceptances = acceptances;
        this.intake = intake;
        this.decision = decision;
    }

    /** Parked for the system, and not accepted: a stop came between, or something is lacking. */
    public List<Long> due() {
        return acceptances.dueForDirectExport();
    }

    /**
     * Accepts a change order that was parked for the system. What it lacks may come, and is waited
     * for; what the system cannot decide is left to people.
     *
     * @return whether it did
     */
    public boolean accept(long id) {
        Optional<ChangeOrderRow> waiting = acceptances.forDirectExport(id);
        if (waiting.isEmpty()) {
            return false;
        }
        Checked checked = intake.sent(id);
        if (Approvals.hasAnotherCompany(waiting.get(), checked)) {
            acceptances.leaveToPeople(
                    id,
                    "The system did not accept it: its contract company has changed in Procore since"
                            + " it was sent.");
            return false;
        }
        // the setting may be another one than when it was parked
        if (!checked.problems().isEmpty() || !where.covers(checked.candidate().changeOrder())) {
            return false;
        }
        // nobody has looked at where it leads to: it may go there
        intake.redirected(id, checked);
        return acceptances
                .forDirectExport(id)
                .map(parked -> accepted(parked, checked))
                .orElse(false);
    }

    private boolean accepted(ChangeOrderRow parked, Checked checked) {
        try {
            decision.yes(
                    parked,
                    parked.version(),
                    checked.candidate(),
                    Choices.NONE,
                    Caller.SYSTEM,
                    "Accepted by the system (setting approval.direct-export).");
            return true;
        } catch (Refusal refusal) {
            LOG.warn("Change order {}: not accepted: {}", parked.id(), refusal.getMessage());
            // a conflict is somebody who was faster
            if (refusal.status() != CONFLICT) {
                acceptances.leaveToPeople(
                        parked.id(), "The system did not accept it: " + refusal.getMessage());
            }
            return false;
        }
    }
}
