package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Commitment change orders and their lines (facts/procore-api.md 1.3 and 1.4). */
final class ChangeOrderEndpoints {

    private static final String PATH = "/rest/v1.0/projects/{project_id}/commitment_change_orders";
    private static final String LINES =
            "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders/{id}"
                    + "/line_items";
    private static final Set<String> STATUSES =
            Set.of(
                    "draft",
                    "pricing",
                    "not_pricing",
                    "pending",
                    "revised",
                    "proceeding",
                    "not_proceeding",
                    "pending_billable",
                    "no_charge",
                    "approved",
                    "rejected",
                    "void");
    private static final Map<String, Comparator<ProcoreChangeOrder>> SORTS =
            Map.of(
                    "id", Comparator.comparing(ProcoreChangeOrder::id),
                    "created_at", Comparator.comparing(ProcoreChangeOrder::createdAt));

    private final Visible visible;
    private volatile boolean paged = true;
    private volatile ThreeTiers threeTiers = ThreeTiers.REFUSED;

    ChangeOrderEndpoints(Visible visible) {
        this.visible = visible;
    }

    void setPaged(boolean value) {
        paged = value;
    }

    void setThreeTiers(ThreeTiers value) {
        threeTiers = value;
    }

    void addTo(Router router) {
        router.on("GET", PATH, this::changeOrders)
                .on("GET", PATH + "/{id}", this::changeOrder)
                .on("GET", LINES, this::lines);
    }

    private Answer changeOrders(Call call) {
        ProcoreProject project = visible.projectInPath(call);
        boolean extended = call.view("default", "extended").equals("extended");
        Filters filters = filters(call);
        List<Supplier<String>> found = new ArrayList<>();
        shown(project).stream()
                .filter(c -> matches(filters, c))
                .sorted(order(call))
                .forEach(c -> found.add(() -> text(c, extended)));
        project.rawChangeOrders().listed(filters.id("id")).forEach(raw -> found.add(() -> raw));
        return paged
                ? Paging.V1.answer(call, found, Supplier::get)
                : Paging.V1.whole(found, Supplier::get);
    }

    /** Of a project with three tiers, which these lists do not support, nothing. */
    private List<ProcoreChangeOrder> shown(ProcoreProject project) {
        if (project.tiers() < 3) {
            return project.changeOrders();
        }
        return switch (threeTiers) {
            case EMPTY -> List.of();
            case NOT_FOUND -> throw Refused.coded(404, "NOT_FOUND", "Not Found");
            case REFUSED ->
                    throw Refused.coded(
                            400,
                            "BAD_REQUEST",
                            "This endpoint only supports projects using 1 and 2 tier change order"
                                    + " configurations");
        };
    }

    private Optional<ProcoreChangeOrder> shown(ProcoreProject project, long id) {
        return shown(project).stream().filter(c -> c.id() == id).findFirst();
    }

    private static Filters filters(Call call) {
        Filters filters =
                new Filters(
                        call,
                        "id",
                        "batch_id",
                        "legacy_package_id",
                        "contract_id",
                        "vendor_id",
                        "signature_required",
                        "executed",
                        "status",
                        "updated_at");
        filters.text("status")
                .filter(status -> !STATUSES.contains(status))
                .ifPresent(
                        status -> {
                            throw Refused.field(
                                    400, "filters[status]", "'" + status + "' is not a status");
                        });
        return filters;
    }

    private static boolean matches(Filters filters, ProcoreChangeOrder changeOrder) {
        ProcoreCommitment commitment = changeOrder.commitment();
        ProcoreVendor vendor = commitment.vendor();
        return filters.matches("id", changeOrder.id())
                && filters.matches("batch_id", changeOrder.packageId())
                && filters.matches("legacy_package_id", changeOrder.packageId())
                && filters.matches("contract_id", commitment.id())
                && filters.matches("vendor_id", vendor == null ? null : vendor.id())
                && filters.matches("signature_required", "false")
                && filters.matches("executed", "false")
                && filters.matches("status", changeOrder.status())
                && filters.matches("updated_at", changeOrder.updatedAt());
    }

    private static Comparator<ProcoreChangeOrder> order(Call call) {
        String sort = Optional.ofNullable(call.query().getValue("sort")).orElse("id");
        boolean descending = sort.startsWith("-");
        Comparator<ProcoreChangeOrder> order = SORTS.get(descending ? sort.substring(1) : sort);
        if (order == null) {
            throw Refused.field(400, "sort", "must be id or created_at, or -id or -created_at");
        }
        return descending ? order.reversed() : order;
    }

    private static String text(ProcoreChangeOrder changeOrder, boolean extended) {
        return changeOrder
                .raw()
                .orElseGet(() -> ChangeOrderDocument.of(changeOrder, extended).toString());
    }

    private Answer changeOrder(Call call) {
        ProcoreProject project = visible.projectInPath(call);
        boolean extended = call.view("default", "extended").equals("extended");
        long id = call.pathId("id");
        return shown(project, id)
                .map(c -> text(c, extended))
                .or(() -> project.rawChangeOrders().find(id))
                .map(text -> Answer.raw(200, text))
                .orElseThrow(() -> Refused.notFound("Commitment change order", id));
    }

    private Answer lines(Call call) {
        visible.requireCompany(call.pathId("company_id"));
        ProcoreProject project = visible.projectInPath(call);
        boolean extended = call.view("default", "extended").equals("extended");
        long id = call.pathId("id");
        ProcoreChangeOrder changeOrder =
                shown(project, id)
                        .orElseThrow(() -> Refused.notFound("Commitment change order", id));
        if (changeOrder.rawLines().isPresent()) {
            return Answer.raw(200, changeOrder.rawLines().get());
        }
        List<ObjectNode> lines = ChangeOrderDocument.lines(changeOrder, extended);
        return Paging.V2.answer(call, lines, ObjectNode::toString);
    }
}
