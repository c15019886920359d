package io.ccobridge.sandbox.company;

import java.time.Instant;

/**
 * A cost code and a cost type of a project in one.
 *
 * @param flatCode for example {@code 03-300.S}
 * @param type null where the code has no cost type to it
 */
public record ProcoreWbsCode(
        long id,
        String flatCode,
        ProcoreCostCode costCode,
        ProcoreLineItemType type,
        Instant createdAt) {

    /** As Procore writes it: {@code Cast-in-place concrete.Subcontract}. */
    public String description() {
        return type == null ? costCode.name() : costCode.name() + "." + type.name();
    }
}
