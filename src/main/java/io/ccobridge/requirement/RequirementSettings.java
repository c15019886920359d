package io.ccobridge.requirement;

/**
 * What a site may choose about its requirements (contract, "Settings").
 *
 * @param numberMaxLength characters of a change order's number
 * @param titleMaxLength characters of its title
 * @param commitmentNumberMaxLength characters of the parent commitment's number
 * @param commitmentSynced the parent commitment must be linked to a Spectrum subcontract
 * @param singleCostType all lines of a change order must share one cost type
 * @param currency ISO code of the only currency that goes to Spectrum; null or blank: any
 * @param purchaseOrdersAsSubcontracts the site keeps its purchase orders as subcontracts in
 *     Spectrum
 */
public record RequirementSettings(
        int numberMaxLength,
        int titleMaxLength,
        int commitmentNumberMaxLength,
        boolean commitmentSynced,
        boolean singleCostType,
        String currency,
        boolean purchaseOrdersAsSubcontracts) {

    /** As a site is that changed nothing. */
    public static final RequirementSettings DEFAULTS =
            new RequirementSettings(12, 30, 10, true, false, "USD", false);
}
