package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.currency;
import static io.ccobridge.sandbox.procore.Documents.object;
import static io.ccobridge.sandbox.procore.Documents.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.PrimeChangeOrder;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreProject;
import java.util.ArrayList;
import java.util.List;

/**
 * Potential change orders, the lowest tier of all: one for each change order, also where there is
 * no other tier, and of the prime contract too. Each says how many tiers those of its contract
 * have.
 */
final class PotentialEndpoints {

    private final Visible visible;

    PotentialEndpoints(Visible visible) {
        this.visible = visible;
    }

    void addTo(Router router) {
        router.on("GET", "/rest/v1.0/potential_change_orders", this::list);
    }

    private Answer list(Call call) {
        ProcoreProject project = visible.projectInQuery(call);
        Filters filters =
                new Filters(
                        call,
                        "id[]",
                        "origin_id",
                        "created_at",
                        "updated_at",
                        "due_date",
                        "contract_id",
                        "include_deleted",
                        "invoiced_date",
                        "paid_date",
                        "reviewed_at");
        List<ObjectNode> found = new ArrayList<>();
        for (PrimeChangeOrder prime : project.primeChangeOrders()) {
            if (filters.matches("contract_id", prime.contractId())) {
                found.add(document(prime));
            }
        }
        for (ProcoreChangeOrder changeOrder : project.changeOrders()) {
            if (filters.matches("contract_id", changeOrder.commitment().id())) {
                found.add(document(changeOrder));
            }
        }
        return Paging.V1.answer(call, found, ObjectNode::toString);
    }

    private static ObjectNode document(ProcoreChangeOrder changeOrder) {
        ObjectNode document =
                object().put("id", changeOrder.id())
                        .put("contract_id", changeOrder.commitment().id())
                        .put("created_at", time(changeOrder.createdAt()))
                        .put("updated_at", time(changeOrder.updatedAt()))
                        .putNull("deleted_at")
                        .put("number", changeOrder.number())
                        .put("status", changeOrder.status())
                        .put("title", changeOrder.title())
                        .put("grand_total", changeOrder.total())
                        .put("change_order_package_title", changeOrder.title())
                        .put("change_order_tiers", changeOrder.project().tiers());
        document.set("currency_configuration", currency(changeOrder.currency()));
        return document;
    }

    /** Prime contracts have tiers of their own; two are usual. */
    private static ObjectNode document(PrimeChangeOrder prime) {
        return object().put("id", prime.id() + 1_000_000)
                .put("contract_id", prime.contractId())
                .put("created_at", time(prime.createdAt()))
                .put("updated_at", time(prime.createdAt()))
                .putNull("deleted_at")
                .put("number", prime.number())
                .put("status", "approved")
                .put("title", prime.title())
                .put("grand_total", prime.amount())
                .put("change_order_tiers", 2);
    }
}
