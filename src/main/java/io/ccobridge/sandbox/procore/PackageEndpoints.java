package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.PrimeChangeOrder;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreProject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Change order packages: the classic side of the same change orders, all there is of them where
 * there are three tiers, and the only public way to write their ERP fields (facts/procore-api.md
 * 1.5). Those of the prime contract stand in the same list. A write moves {@code updated_at} of the
 * change order too; whether the real one does is an open question, and this is the harder answer.
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
        if (call.query().getValue("sort") != null) {
            throw Refused.field(400, "sort", "is not documented for this list");
        }
        Filters filters =
                new Filters(
                        call,
                        "id[]",
                        "created_at",
                        "updated_at",
                        "reviewed_at",
                        "due_date",
                        "invoiced_date",
                        "paid_date",
                        "signed_change_order_received_date",
                        "include_deleted");
        String deleted = filters.text("include_deleted").orElse("");
        if (!List.of("", "only", "with").contains(deleted)) {
            throw Refused.field(400, "filters[include_deleted]", "is only or with");
        }
        List<ObjectNode> found = new ArrayList<>();
        if (!deleted.equals("only")) {
            add(call, filters, packagesOf(project.changeOrders()), found);
            for (PrimeChangeOrder prime : project.primeChangeOrders()) {
                if (matches(call, filters, prime)) {
                    found.add(PackageDocument.listed(prime));
                }
            }
        }
        if (!deleted.isEmpty()) {
            add(call, filters, packagesOf(project.deleted()), found);
        }
        return Paging.V1.answer(call, found, ObjectNode::toString);
    }

    private static void add(
            Call call,
            Filters filters,
            Iterable<List<ProcoreChangeOrder>> packages,
            List<ObjectNode> found) {
        for (List<ProcoreChangeOrder> parts : packages) {
            ProcoreChangeOrder first = parts.get(0);
            if (isOfContract(call, first.commitment().id())
                    && filters.matches("id", first.packageId())
                    && filters.matches("created_at", first.createdAt())
                    && filters.matches("updated_at", updatedAt(parts))) {
                found.add(PackageDocument.listed(parts));
            }
        }
    }

    private static boolean matches(Call call, Filters filters, PrimeChangeOrder prime) {
        return isOfContract(call, prime.contractId())
                && filters.matches("id", prime.id())
                && filters.matches("created_at", prime.createdAt())
                && filters.matches("updated_at", prime.createdAt());
    }

    static Instant updatedAt(List<ProcoreChangeOrder> parts) {
        return parts.stream()
                .map(ProcoreChangeOrder::updatedAt)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Iterable<List<ProcoreChangeOrder>> packagesOf(List<ProcoreChangeOrder> all) {
        Map<Long, List<ProcoreChangeOrder>> packages = new LinkedHashMap<>();
        all.forEach(c -> packages.computeIfAbsent(c.packageId(), id -> new ArrayList<>()).add(c));
        return packages.values();
    }

    private static boolean isOfContract(Call call, long contractId) {
        String contract = call.query().getValue("contract_id");
        return contract == null || contract.equals(String.valueOf(contractId));
    }

    private Answer show(Call call) {
        ProcoreProject project = visible.projectInQuery(call);
        long id = call.pathId("id");
        return project.primeChangeOrders().stream()
                .filter(prime -> prime.id() == id)
                .findFirst()
                .map(prime -> Answer.json(200, PackageDocument.shown(prime)))
                .orElseGet(() -> Answer.json(200, PackageDocument.shown(parts(project, id))));
    }

    private static List<ProcoreChangeOrder> parts(ProcoreProject project, long id) {
        List<ProcoreChangeOrder> parts =
                project.changeOrders().stream().filter(c -> c.packageId() == id).toList();
        if (parts.isEmpty()) {
            throw Refused.notFound("Change order package", id);
        }
        return parts;
    }

    private Answer write(Call call) {
        JsonNode body = call.json();
        JsonNode projectId = body.path("project_id");
        ProcoreProject project =
                projectId.canConvertToLong()
                        ? visible.project(projectId.asLong())
                        : visible.projectInQuery(call);
        List<ProcoreChangeOrder> parts = parts(project, call.pathId("id"));
        ProcoreChangeOrder changeOrder = parts.get(0);
        if (!body.path("change_order").isObject()) {
            throw Refused.field(400, "change_order", "is missing");
        }
        JsonNode fields = body.get("change_order");
        check(changeOrder, fields);
        write(fields, "origin_id", changeOrder::setOriginId);
        write(fields, "origin_code", changeOrder::setOriginCode);
        write(fields, "origin_data", changeOrder::setOriginData);
        return Answer.json(200, PackageDocument.shown(parts));
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
}
