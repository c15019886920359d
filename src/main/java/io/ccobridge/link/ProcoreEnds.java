package io.ccobridge.link;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Vendor;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a change order is to be linked, by id.
 *
 * @param vendor null when the contract company is not known
 * @param commitment null when it is not known
 * @param flatCodes of the lines, with cost type
 * @param costCodes of the lines, without cost type
 */
record ProcoreEnds(
        long project, Long vendor, Long commitment, Set<String> flatCodes, Set<String> costCodes) {

    static ProcoreEnds of(ChangeOrder changeOrder) {
        Vendor vendor = changeOrder.vendor();
        return new ProcoreEnds(
                changeOrder.project().id(),
                vendor == null ? null : vendor.id(),
                changeOrder.commitment() == null
                        ? changeOrder.commitmentId()
                        : Long.valueOf(changeOrder.commitment().id()),
                codes(changeOrder, Line::wbsCode),
                codes(changeOrder, Line::costCode));
    }

    private static Set<String> codes(ChangeOrder changeOrder, Function<Line, String> code) {
        return changeOrder.lines().stream()
                .map(code)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
