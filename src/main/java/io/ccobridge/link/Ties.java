package io.ccobridge.link;

import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import java.util.Map;
import java.util.Optional;

/**
 * What the tables say of one change order's ends.
 *
 * @param manual Spectrum codes by kind and Procore id
 * @param procore by kind and Procore id
 */
record Ties(
        Tie.Order order,
        Map<LinkKind, Map<String, String>> manual,
        Map<LinkKind, Map<String, Known>> procore) {

    /** A tie to a phase and cost type. */
    record ToPhase(PhaseCode code, Link.Source source) {}

    /**
     * @param document what the change order's own document says, which may be older than the tables
     */
    Optional<Tie> find(LinkKind kind, Known document) {
        Known seen = procore.getOrDefault(kind, Map.of()).get(document.procoreId());
        return order.first(
                kind,
                manual(kind, document.procoreId()),
                seen == null ? document : seen.or(document));
    }

    /**
     * By hand the flat code is linked; otherwise the cost code, and the cost type is the line's.
     */
    Optional<ToPhase> phase(Line line) {
        String manual = manual(LinkKind.COST_CODES, line.wbsCode());
        if (manual != null) {
            return Optional.of(new ToPhase(PhaseCode.of(manual), Link.Source.MANUAL));
        }
        if (line.costCode() == null || Codes.trimmed(line.costType()) == null) {
            return Optional.empty();
        }
        return find(
                        LinkKind.COST_CODES,
                        new Known(line.costCode(), null, line.costCode(), null, null))
                .map(tie -> new ToPhase(new PhaseCode(tie.code(), line.costType()), tie.source()));
    }

    private String manual(LinkKind kind, String procoreId) {
        return manual.getOrDefault(kind, Map.of()).get(procoreId);
    }
}
