package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.array;
import static io.ccobridge.sandbox.procore.Documents.currency;
import static io.ccobridge.sandbox.procore.Documents.erp;
import static io.ccobridge.sandbox.procore.Documents.idAndName;
import static io.ccobridge.sandbox.procore.Documents.object;
import static io.ccobridge.sandbox.procore.Documents.quantity;
import static io.ccobridge.sandbox.procore.Documents.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Commitment.Kind;
import io.ccobridge.sandbox.company.Money;
import io.ccobridge.sandbox.company.PrimeChangeOrder;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreLine;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.company.ProcoreWbsCode;
import java.math.BigDecimal;
import java.util.List;

/**
 * A change order package (facts/procore-api.md 1.5). Only with two tiers it has more than one part;
 * what is said of it but its lines and money is then what the first part says.
 */
final class PackageDocument {

    private PackageDocument() {}

    /** As the list has it: without type, description and lines. */
    static ObjectNode listed(List<ProcoreChangeOrder> parts) {
        ProcoreChangeOrder first = parts.get(0);
        ObjectNode document = erp(first);
        document.put("id", first.packageId())
                .put("contract_id", first.commitment().id())
                .put("updated_at", time(PackageEndpoints.updatedAt(parts)))
                .put("deleted_at", time(first.deletedAt()))
                .put("executed", false)
                .put("number", first.number())
                .put("status", first.status())
                .put("title", first.title())
                .put("revision", 0)
                .put("grand_total", total(parts))
                .put("reviewed_at", time(first.reviewedAt()))
                .set("currency_configuration", currency(first.currency()));
        ProcoreVendor vendor = first.commitment().vendor();
        ObjectNode contract = object();
        contract.set("vendor", vendor == null ? null : idAndName(vendor.id(), vendor.name()));
        document.set("contract", contract);
        return document;
    }

    private static String total(List<ProcoreChangeOrder> parts) {
        return parts.size() == 1
                ? parts.get(0).total()
                : Money.text(
                        parts.stream()
                                .map(ProcoreChangeOrder::sum)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    static ObjectNode shown(List<ProcoreChangeOrder> parts) {
        ArrayNode lines = array();
        for (ProcoreChangeOrder part : parts) {
            for (ProcoreLine line : part.lines()) {
                lines.add(line(part, line, lines.size() + 1));
            }
        }
        ObjectNode document = listed(parts);
        document.remove("contract");
        document.put("description", parts.get(0).description())
                .put("private", true)
                .put("schedule_impact_amount", 0)
                .put("type", "CommitmentContractChangeOrder")
                .set("line_items", lines);
        return document;
    }

    static ObjectNode listed(PrimeChangeOrder prime) {
        ObjectNode document =
                object().put("id", prime.id())
                        .put("contract_id", prime.contractId())
                        .put("created_at", time(prime.createdAt()))
                        .put("updated_at", time(prime.createdAt()))
                        .putNull("deleted_at")
                        .put("number", prime.number())
                        .put("status", "approved")
                        .put("title", prime.title())
                        .put("revision", 0)
                        .put("grand_total", prime.amount());
        document.set("currency_configuration", currency("USD"));
        return document;
    }

    static ObjectNode shown(PrimeChangeOrder prime) {
        ObjectNode document = listed(prime);
        document.put("description", "").put("type", "PrimeContractChangeOrder");
        document.set("line_items", array());
        return document;
    }

    /** Version 1: ids are numbers, quantity and money strings. */
    private static ObjectNode line(ProcoreChangeOrder changeOrder, ProcoreLine line, int position) {
        ObjectNode document =
                object().put("id", line.id())
                        .put("position", position)
                        .put("description", line.description())
                        .put("quantity", quantity(line.quantity()))
                        .put("uom", line.unit())
                        .put("total_amount", Money.text(line.value()))
                        .put("extended_amount", Money.text(line.value()))
                        .put("unit_cost", line.unitCost() == null ? "0.0" : line.unitCost());
        if (line.wbsCode() != null) {
            ProcoreWbsCode code = changeOrder.project().wbsCode(line.wbsCode());
            document.set(
                    "cost_code", ProjectEndpoints.document(changeOrder.project(), code.costCode()));
            document.set(
                    "wbs_code",
                    object().put("id", code.id())
                            .put("flat_code", code.flatCode())
                            .put("description", code.description()));
            document.set(
                    "line_item_type",
                    code.type() == null ? null : ProjectEndpoints.document(code.type()));
        }
        document.set("holder", holder(changeOrder));
        document.set("markup_line_items", array());
        document.set("currency_configuration", currency(changeOrder.currency()));
        return document;
    }

    private static ObjectNode holder(ProcoreChangeOrder changeOrder) {
        boolean subcontract = changeOrder.commitment().kind() == Kind.SUBCONTRACT;
        return object().put("id", changeOrder.commitment().id())
                .put("holder_type", subcontract ? "WorkOrderContract" : "PurchaseOrderContract");
    }
}
