package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.json.Json;
import io.ccobridge.procore.MasterRows.CostCode;
import io.ccobridge.procore.MasterRows.ProjectRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The resources of Procore that the bridge reads (facts/procore-api.md 1). Every method throws
 * {@link ProcoreException} when Procore does not give what was asked for.
 */
public final class Procore {

    /** Version 2 of the API gives no more (facts/procore-api.md 4.1). */
    private static final int V2_LARGEST_PAGE = 100;

    private static final String PACKAGES = "/rest/v1.0/change_order_packages";
    private static final String POTENTIAL = "/rest/v1.0/potential_change_orders";

    private final ProcoreClient client;
    private final String companyId;
    private final int pageSize;

    /**
     * @param pageSize rows a page; at most 100 where Procore gives no more
     */
    public Procore(ProcoreClient client, String companyId, int pageSize) {
        this.client = client;
        this.companyId = companyId;
        this.pageSize = pageSize;
    }

    Procore watchedBy(Watcher watcher) {
        return new Procore(client.watchedBy(watcher), companyId, pageSize);
    }

    Procore withPatience(Duration longest) {
        return new Procore(client.withPatience(longest), companyId, pageSize);
    }

    List<ProjectRow> projects() {
        return all("/rest/v1.0/projects", ofCompany()).stream()
                .flatMap(row -> MasterRows.project(row).stream())
                .toList();
    }

    Optional<ProjectRow> project(long id) {
        return MasterRows.project(one("/rest/v1.0/projects/" + id, ofCompany()));
    }

    List<Vendor> vendors() {
        return all("/rest/v1.0/vendors", ofCompany()).stream()
                .flatMap(row -> MasterRows.vendor(row).stream())
                .toList();
    }

    Optional<Vendor> vendor(long id) {
        return MasterRows.vendor(one("/rest/v1.0/vendors/" + id, ofCompany()));
    }

    /** Those of the ids that are commitments of that kind. */
    List<Commitment> commitments(long projectId, Commitment.Kind kind, Collection<Long> ids) {
        Query query = ofProject(projectId);
        for (Long id : ids) {
            query = query.with("filters[id][]", id);
        }
        return all(contracts(kind), query).stream()
                .flatMap(row -> MasterRows.commitment(row, kind).stream())
                .toList();
    }

    Optional<Commitment> commitment(long projectId, Commitment.Kind kind, long id) {
        return MasterRows.commitment(one(contracts(kind) + "/" + id, ofProject(projectId)), kind);
    }

    List<CostCode> costCodes(long projectId) {
        return all("/rest/v1.0/cost_codes", ofProject(projectId)).stream()
                .flatMap(row -> MasterRows.costCode(row).stream())
                .toList();
    }

    /**
     * Change orders in any status. The commitment change orders come by id, so that one that
     * changes meanwhile keeps its place; packages cannot be sorted, and come with those that were
     * deleted.
     */
    Pages changeOrders(Family family, long projectId, Query window) {
        return switch (family) {
            case CHANGE_ORDERS ->
                    new Pages(client, changeOrders(projectId), window.with("sort", "id"), pageSize);
            case PACKAGES ->
                    new Pages(
                            client,
                            PACKAGES,
                            ofProject(projectId)
                                    .with("filters[include_deleted]", "with")
                                    .with(window),
                            pageSize);
        };
    }

    /**
     * Potential change orders, which say how many tiers their contract's change orders have.
     *
     * @param contractId of the only contract, and then one row will do; null: those of any, as many
     *     as stand on one page
     */
    List<JsonNode> potentialChangeOrders(long projectId, Long contractId) {
        Query query = ofProject(projectId);
        return contractId == null
                ? new Pages(client, POTENTIAL, query, pageSize).next()
                : new Pages(client, POTENTIAL, query.with("filters[contract_id]", contractId), 1)
                        .next();
    }

    /** A change order package with its lines in it. */
    JsonNode changeOrderPackage(long projectId, long id) {
        return one(PACKAGES + "/" + id, ofProject(projectId));
    }

    JsonNode changeOrder(long projectId, long id) {
        return one(changeOrders(projectId) + "/" + id, Query.NONE);
    }

    ArrayNode lines(long projectId, long changeOrderId) {
        String path =
                "/rest/v2.0/companies/%s/projects/%d/commitment_change_orders/%d/line_items"
                        .formatted(companyId, projectId, changeOrderId);
        ArrayNode lines = Json.mapper().createArrayNode();
        Pages.all(client, path, Query.NONE, Math.min(pageSize, V2_LARGEST_PAGE))
                .forEach(lines::add);
        return lines;
    }

    private List<JsonNode> all(String path, Query query) {
        return Pages.all(client, path, query, pageSize);
    }

    private JsonNode one(String path, Query query) {
        return client.get(path, query).body();
    }

    private Query ofCompany() {
        return Query.NONE.with("company_id", companyId);
    }

    private static Query ofProject(long projectId) {
        return Query.NONE.with("project_id", projectId);
    }

    private static String changeOrders(long projectId) {
        return "/rest/v1.0/projects/" + projectId + "/commitment_change_orders";
    }

    private static String contracts(Commitment.Kind kind) {
        return switch (kind) {
            case SUBCONTRACT -> "/rest/v1.0/work_order_contracts";
            case PURCHASE_ORDER -> "/rest/v1.0/purchase_order_contracts";
        };
    }
}
