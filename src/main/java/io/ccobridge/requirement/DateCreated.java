package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** The day that becomes Spectrum's commitment date is there. */
final class DateCreated implements Requirement {

    @Override
    public String name() {
        return "date-created";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        return changeOrder.dateCreated() != null || Told.about(changeOrder, "created_at")
                ? List.of()
                : List.of(
                        problem(
                                "The change order has no date created, which becomes the commitment"
                                        + " date in Spectrum.",
                                "Procore sets this date itself and nobody can edit it: make the change"
                                        + " order anew in Procore."));
    }
}
