package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.currency;
import static io.ccobridge.sandbox.procore.Documents.erp;
import static io.ccobridge.sandbox.procore.Documents.idAndName;
import static io.ccobridge.sandbox.procore.Documents.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Commitment.Kind;
import io.ccobridge.sandbox.company.Money;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import java.math.BigDecimal;
import java.util.List;

/** Work order contracts and purchase order contracts (facts/procore-api.md 1.7). */
final class CommitmentEndpoints {

    private final Visible visible;

    CommitmentEndpoints(Visible visible) {
        this.visible = visible;
    }

    void addTo(Router router) {
        addTo(router, "/rest/v1.0/work_order_contracts", Kind.SUBCONTRACT);
        addTo(router, "/rest/v1.0/purchase_order_contracts", Kind.PURCHASE_ORDER);
    }

    private void addTo(Router router, String path, Kind kind) {
        router.on("GET", path, call -> contracts(call, kind))
                .on("GET", path + "/{id}", call -> contract(call, kind));
    }

    private Answer contracts(Call call, Kind kind) {
        ProcoreProject project = visible.projectInQuery(call);
        call.view("compact", "extended");
        Filters filters =
                new Filters(call, "id[]", "status", "created_at", "updated_at", "origin_id");
        List<ProcoreCommitment> found =
                project.commitments().stream()
                        .filter(c -> c.kind() == kind)
                        .filter(c -> filters.matches("id", c.id()))
                        .filter(c -> filters.matches("status", c.status()))
                        .filter(c -> filters.matches("created_at", c.createdAt()))
                        .filter(c -> filters.matches("updated_at", c.updatedAt()))
                        .filter(c -> filters.matches("origin_id", c.originId()))
                        .toList();
        return Paging.V1.answer(call, found, c -> document(c).toString());
    }

    private Answer contract(Call call, Kind kind) {
        ProcoreProject project = visible.projectInQuery(call);
        long id = call.pathId("id");
        ProcoreCommitment commitment =
                project.commitment(id)
                        .filter(c -> c.kind() == kind)
                        .orElseThrow(() -> Refused.notFound("Contract", id));
        ObjectNode document = document(commitment);
        ProcoreVendor vendor = commitment.vendor();
        if (vendor != null) {
            // the vendor's ERP fields stand in the document of one contract, not in the list
            ObjectNode company = (ObjectNode) document.get("vendor");
            company.put("origin_id", vendor.originId()).put("origin_data", vendor.originData());
        }
        return Answer.json(200, document);
    }

    private static ObjectNode document(ProcoreCommitment commitment) {
        ProcoreProject project = commitment.project();
        ProcoreVendor vendor = commitment.vendor();
        BigDecimal approved = changes(commitment, "approved");
        BigDecimal pending = changes(commitment, "pending");
        BigDecimal revised = commitment.amount().add(approved);
        ObjectNode document = erp(commitment);
        document.put("number", commitment.number())
                .put("title", commitment.title())
                .put("description", "")
                .put("status", commitment.status())
                .put("accounting_method", commitment.accountingMethod())
                .put("executed", true)
                .put("grand_total", Money.text(commitment.amount()))
                .put("approved_change_orders", Money.text(approved))
                .put("pending_change_orders", Money.text(pending))
                .put("revised_contract", Money.text(revised))
                .put("pending_revised_contract", Money.text(revised.add(pending)))
                .put("draft_change_orders_amount", Money.text(changes(commitment, "draft")))
                .putNull("retainage_percent");
        document.set("project", idAndName(project.id(), project.name()));
        document.set("vendor", vendor == null ? null : vendor(vendor));
        document.set("currency_configuration", currency("USD"));
        return document;
    }

    /** Here its name is called {@code company}. */
    private static ObjectNode vendor(ProcoreVendor vendor) {
        return object().put("id", vendor.id()).put("company", vendor.name());
    }

    private static BigDecimal changes(ProcoreCommitment commitment, String status) {
        return commitment.project().changeOrders().stream()
                .filter(c -> c.commitment() == commitment && status.equals(c.status()))
                .map(ProcoreChangeOrder::sum)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
