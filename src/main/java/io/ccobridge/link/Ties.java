package io.ccobridge.link;

import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import java.util.Map;
import java.util.Optional;

/**
 * The ties of one change order.
 *
 * @param manual Spectrum codes by kind and Procore id
 * @param costCodes those of the project that Procore was asked for, by code
 */
record Ties(
        Tie.Order order, Map<LinkKind, Map<String, String>> manual, Map<String, Known> costCodes) {

    /** A tie to a phase and cost type. */
    record ToPhase(PhaseCode code, Link.Source source) {}

    Optional<Tie> find(LinkKind kind, Known known) {
        return order.first(kind, manual(kind, known.procoreId()), known);
    }

    /**
     * By hand a flat code is linked; otherwise a cost code, and the cost type is the line's own.
     */
    Optional<ToPhase> phase(Line line) {
        String manual = manual(LinkKind.COST_CODES, line.wbsCode());
        if (manual != null) {
            return Optional.of(new ToPhase(PhaseCode.of(manual), Link.Source.MANUAL));
        }
        if (line.costCode() == null || Codes.trimmed(line.costType()) == null) {
            return Optional.empty();
        }
        Known unseen = new Known(line.costCode(), null, line.costCode(), null, null);
        return order.first(
                        LinkKind.COST_CODES, null, costCodes.getOrDefault(line.costCode(), unseen))
                .map(tie -> new ToPhase(new PhaseCode(tie.code(), line.costType()), tie.source()));
    }

    private String manual(LinkKind kind, String procoreId) {
        return manual.getOrDefault(kind, Map.of()).get(procoreId);
    }
}
