package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** The schedule of values has at least one line. */
final class LinesPresent implements Requirement {

    @Override
    public String name() {
        return "lines-present";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        // without a readable id Procore could not be asked for the lines
        return !changeOrder.lines().isEmpty()
                        || Told.about(changeOrder, "lines")
                        || Told.about(changeOrder, "id")
                ? List.of()
                : List.of(
                        problem(
                                "The change order's schedule of values has no line.",
                                "Add at least one line with a cost code, a category and an amount in"
                                        + " Procore."));
    }
}
