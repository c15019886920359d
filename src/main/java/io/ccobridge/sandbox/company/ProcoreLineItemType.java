package io.ccobridge.sandbox.company;

/**
 * A category of cost, company wide; the last part of a line's WBS code.
 *
 * @param baseType one of Procore's own kinds (facts/procore-api.md 1.5); labor is none of them
 */
public record ProcoreLineItemType(long id, String code, String name, String baseType) {

    static ProcoreLineItemType of(long id, String code) {
        return switch (code) {
            case "L" -> new ProcoreLineItemType(id, code, "Labor", "other");
            case "M" -> new ProcoreLineItemType(id, code, "Materials", "materials");
            case "E" -> new ProcoreLineItemType(id, code, "Equipment", "equipment");
            case "S" -> new ProcoreLineItemType(id, code, "Subcontract", "commitment");
            default -> new ProcoreLineItemType(id, code, "Other " + code, "other");
        };
    }
}
