package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/**
 * All lines share one cost type, as Procore's own Spectrum tool wants it (facts/procore-api.md
 * 2.8).
 *
 * @param required a site's choice
 */
record SingleCostType(boolean required) implements Requirement {

    @Override
    public String name() {
        return "single-cost-type";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        if (!required) {
            return List.of();
        }
        List<String> costTypes =
                candidate.changeOrder().lines().stream()
                        .map(line -> costType(line, candidate))
                        .filter(costType -> !Text.missing(costType))
                        .distinct()
                        .sorted()
                        .toList();
        return costTypes.size() < 2
                ? List.of()
                : List.of(
                        problem(
                                "The lines have "
                                        + costTypes.size()
                                        + " cost types ("
                                        + Text.and(costTypes)
                                        + "); one change order may have one.",
                                "Split the change order in Procore, so that each has lines of one"
                                        + " category."));
    }

    /** Spectrum's, since a cost code may be linked to a phase of another cost type. */
    private static String costType(Line line, Candidate candidate) {
        Link<Phase> link = line.wbsCode() == null ? null : candidate.phases().get(line.wbsCode());
        return link == null || link.target() == null ? line.costType() : link.target().costType();
    }
}
