package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.array;
import static io.ccobridge.sandbox.procore.Documents.currency;
import static io.ccobridge.sandbox.procore.Documents.idAndName;
import static io.ccobridge.sandbox.procore.Documents.object;
import static io.ccobridge.sandbox.procore.Documents.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreLine;
import io.ccobridge.sandbox.company.ProcoreWbsCode;
import java.util.ArrayList;
import java.util.List;

/** A commitment change order as family A shows it: without ERP fields, vendor or lines. */
final class ChangeOrderDocument {

    private static final ObjectNode CREATOR = idAndName(562_949_953_300_001L, "Dana Whitfield");
    private static final ObjectNode REVIEWER = idAndName(562_949_953_300_002L, "Luis Ortega");

    private ChangeOrderDocument() {}

    static ObjectNode of(ProcoreChangeOrder changeOrder, boolean extended) {
        ObjectNode document =
                object().put("id", changeOrder.id())
                        .put("batch_id", changeOrder.packageId())
                        .put("contract_id", changeOrder.commitment().id())
                        .put("legacy_package_id", changeOrder.packageId())
                        .putNull("legacy_request_id")
                        .putNull("location_id")
                        .put("description", changeOrder.description())
                        .put("title", changeOrder.title())
                        .put("number", changeOrder.number())
                        .put("revision", 0)
                        .putNull("reference")
                        .put("type", "CommitmentChangeOrder")
                        .put("status", changeOrder.status())
                        .put("grand_total", changeOrder.total())
                        .put("schedule_impact_amount", 0)
                        .putNull("invoiced_date")
                        .put("due_date", text(changeOrder.dueDate()))
                        .putNull("revised_substantial_completion_date")
                        .putNull("signed_change_order_received_date")
                        .put("created_at", time(changeOrder.createdAt()))
                        .put("updated_at", time(changeOrder.updatedAt()))
                        .put("reviewed_at", time(changeOrder.reviewedAt()))
                        .put("executed", false)
                        .put("paid", false)
                        .put("signature_required", false)
                        .put("private", true)
                        .put("field_change", false);
        document.set("created_by", CREATOR.deepCopy());
        document.set("designated_reviewer", REVIEWER.deepCopy());
        document.putNull("received_from");
        document.set("reviewed_by", changeOrder.reviewedAt() == null ? null : REVIEWER.deepCopy());
        document.putNull("change_order_change_reason");
        document.set("custom_fields", object());
        document.set("currency_configuration", currency(changeOrder.currency()));
        if (extended) {
            document.set("change_events", array());
        }
        return document;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** Version 2: ids are strings, quantity and position numbers, money strings. */
    static List<ObjectNode> lines(ProcoreChangeOrder changeOrder, boolean extended) {
        List<ObjectNode> documents = new ArrayList<>();
        for (ProcoreLine line : changeOrder.lines()) {
            documents.add(line(changeOrder, line, documents.size() + 1, extended));
        }
        return documents;
    }

    private static ObjectNode line(
            ProcoreChangeOrder changeOrder, ProcoreLine line, int position, boolean extended) {
        ProcoreWbsCode code =
                line.wbsCode() == null ? null : changeOrder.project().wbsCode(line.wbsCode());
        ObjectNode document =
                object().put("id", String.valueOf(line.id()))
                        .put("description", line.description())
                        .put("uom", line.unit())
                        .put("quantity", line.quantity())
                        .put("unit_cost", line.unitCost())
                        .put("amount", line.amount())
                        .put(
                                "extended_type",
                                line.quantity() == null || line.typed() ? "manual" : "calculated")
                        .put("position", position)
                        .put("wbs_code_id", code == null ? null : String.valueOf(code.id()))
                        .putNull("tax_code_id")
                        .putNull("commitment_line_item_id")
                        .putNull("prime_line_item_id")
                        .putNull("funding_rule_id");
        document.set("wbs_code", code == null ? null : wbsCode(code));
        document.set("work_breakdown_structure", object());
        if (extended) {
            document.putNull("change_event_line_item");
            document.putNull("external_data");
        }
        return document;
    }

    private static ObjectNode wbsCode(ProcoreWbsCode code) {
        return object().put("id", String.valueOf(code.id()))
                .put("flat_code", code.flatCode())
                .put("description", code.description());
    }
}
