package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.array;
import static io.ccobridge.sandbox.procore.Documents.currency;
import static io.ccobridge.sandbox.procore.Documents.erp;
import static io.ccobridge.sandbox.procore.Documents.object;
import static io.ccobridge.sandbox.procore.Documents.quantity;
import static io.ccobridge.sandbox.procore.Documents.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Commitment.Kind;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.Money;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreLine;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreWbsCode;
import java.util.List;
import java.util.function.Consumer;

/**
 * Change order packages: the classic side of the same change orders, and the only public way to
 * write their ERP fields (facts/procore-api.md 1.5). A write moves {@code updated_at} of the change
 * order too; whether the real one does is an open question, and this is the harder answer.
 */
final class PackageEndpoints {

    private static final String PATH = "/rest/v1.0/change_order_packages";

    private final Company company;
    private final Visible visible;

    PackageEndpoints(Company company, Visible visible) {
        this.company = company;
        this.visible = visible;
    }

    void addTo(Router router) {
        router.on("GET", PATH, this::packages)
                .on("GET", PATH + "/{id}", this::show)
                .on("PATCH", PATH + "/{id}", this::write);
    }

    private Answer packages(Call call) {
        ProcoreProject project = visible.projectInQuery(call);
        Filters filters = new Filters(call, "id[]", "created_at", "updated_at");
        List<ProcoreChangeOrder> found =
                project.changeOrders().stream()
                        .filter(c -> isOfContract(call, c))
                        .filter(c -> filters.matches("id", c.packageId()))
                        .filter(c -> filters.matches("created_at", c.createdAt()))
                        .filter(c -> filters.matches("updated_at", c.updatedAt()))
                        .toList();
        return Paging.V1.answer(call, found, c -> document(c).toString());
    }

    private static boolean isOfContract(Call call, ProcoreChangeOrder changeOrder) {
        String contract = call.query().getValue("contract_id");
        return contract == null || contract.equals(String.valueOf(changeOrder.commitment().id()));
    }

    private Answer show(Call call) {
        ProcoreProject project = visible.projectInQuery(call);
        return Answer.json(200, whole(find(project, call.pathId("id"))));
    }

    private static ProcoreChangeOrder find(ProcoreProject project, long id) {
        return project.changeOrders().stream()
                .filter(c -> c.packageId() == id)
                .findFirst()
                .orElseThrow(() -> Refused.notFound("Change order package", id));
    }

    private Answer write(Call call) {
        JsonNode body = call.json();
        JsonNode projectId = body.path("project_id");
        ProcoreProject project =
                projectId.canConvertToLong()
                        ? visible.project(projectId.asLong())
                        : visible.projectInQuery(call);
        ProcoreChangeOrder changeOrder = find(project, call.pathId("id"));
        if (!body.path("change_order").isObject()) {
            throw Refused.field(400, "change_order", "is missing");
        }
        JsonNode fields = body.get("change_order");
        check(changeOrder, fields);
        write(fields, "origin_id", changeOrder::setOriginId);
        write(fields, "origin_code", changeOrder::setOriginCode);
        write(fields, "origin_data", changeOrder::setOriginData);
        return Answer.json(200, whole(changeOrder));
    }

    private static void write(JsonNode fields, String name, Consumer<String> setter) {
        if (fields.has(name)) {
            setter.accept(fields.get(name).asText(null));
        }
    }

    private void check(ProcoreChangeOrder changeOrder, JsonNode fields) {
        fields.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!name.startsWith("origin_")) {
                                throw Refused.field(422, name, "is locked");
                            }
                        });
        String originId = fields.path("origin_id").asText(null);
        if (originId != null
                && company.changeOrders().stream()
                        .filter(other -> other != changeOrder)
                        .anyMatch(other -> originId.equals(other.originId()))) {
            throw Refused.field(422, "origin_id", "has already been taken");
        }
    }

    private static ObjectNode document(ProcoreChangeOrder changeOrder) {
        ObjectNode document = erp(changeOrder);
        document.put("id", changeOrder.packageId())
                .put("contract_id", changeOrder.commitment().id())
                .putNull("deleted_at")
                .put("executed", false)
                .put("number", changeOrder.number())
                .put("status", changeOrder.status())
                .put("title", changeOrder.title())
                .put("revision", 0)
                .put("grand_total", changeOrder.total())
                .put("reviewed_at", time(changeOrder.reviewedAt()))
                .set("currency_configuration", currency(changeOrder.currency()));
        return document;
    }

    private static ObjectNode whole(ProcoreChangeOrder changeOrder) {
        ArrayNode lines = array();
        for (ProcoreLine line : changeOrder.lines()) {
            lines.add(line(changeOrder, line, lines.size() + 1));
        }
        ObjectNode document = document(changeOrder);
        document.put("description", changeOrder.description())
                .put("private", true)
                .put("schedule_impact_amount", 0)
                .put("type", "CommitmentContractChangeOrder")
                .set("line_items", lines);
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
