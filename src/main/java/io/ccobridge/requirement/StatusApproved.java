package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** Procore's status is approved, in any letter case. */
final class StatusApproved implements Requirement {

    @Override
    public String name() {
        return "status-approved";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        if (changeOrder.approved()) {
            return List.of();
        }
        if (Text.missing(changeOrder.status())) {
            return Told.about(changeOrder, "status")
                    ? List.of()
                    : List.of(
                            problem(
                                    "The change order has no status.",
                                    "Set its status to Approved in Procore."));
        }
        return List.of(
                problem(
                        "The change order is \""
                                + changeOrder.status()
                                + "\" in Procore, not approved.",
                        "Set its status to Approved in Procore if it is to go to Spectrum."));
    }
}
