package io.ccobridge.changeorder;

/**
 * The contract that a change order changes.
 *
 * @param vendor the contract company; null when Procore names none
 * @param originId Procore's ERP field, or null
 * @param originCode the ERP number that people see in Procore, or null
 * @param accountingMethod {@code amount} or {@code unit}: what its schedules of values are made of;
 *     null where Procore has not said
 */
public record Commitment(
        long id,
        Kind kind,
        String number,
        String title,
        Vendor vendor,
        String originId,
        String originCode,
        String accountingMethod) {

    public Commitment(
            long id,
            Kind kind,
            String number,
            String title,
            Vendor vendor,
            String originId,
            String originCode) {
        this(id, kind, number, title, vendor, originId, originCode, null);
    }

    /** Procore's two kinds of commitment. Spectrum has change orders for subcontracts only. */
    public enum Kind {
        /** Procore: work order contract. */
        SUBCONTRACT,
        /** Procore: purchase order contract. */
        PURCHASE_ORDER
    }
}
