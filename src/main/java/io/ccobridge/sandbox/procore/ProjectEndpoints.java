package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.array;
import static io.ccobridge.sandbox.procore.Documents.erp;
import static io.ccobridge.sandbox.procore.Documents.idAndName;
import static io.ccobridge.sandbox.procore.Documents.object;
import static io.ccobridge.sandbox.procore.Documents.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreCostCode;
import io.ccobridge.sandbox.company.ProcoreLineItemType;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreProject.Access;
import io.ccobridge.sandbox.company.ProcoreWbsCode;
import java.util.List;

/** Projects, and what their costs are counted under (facts/procore-api.md 1.8). */
final class ProjectEndpoints {

    private final Company company;
    private final Visible visible;

    ProjectEndpoints(Company company, Visible visible) {
        this.company = company;
        this.visible = visible;
    }

    void addTo(Router router) {
        router.on("GET", "/rest/v1.0/projects", this::projects)
                .on("GET", "/rest/v1.0/projects/{project_id}", this::project)
                .on("GET", "/rest/v1.0/cost_codes", this::costCodes)
                .on("GET", "/rest/v1.0/line_item_types", this::lineItemTypes)
                .on(
                        "GET",
                        "/rest/v1.0/projects/{project_id}/work_breakdown_structure/wbs_codes",
                        this::wbsCodes);
    }

    private Answer projects(Call call) {
        visible.companyInQuery(call);
        Filters filters = new Filters(call, "id[]", "updated_at", "origin_id");
        List<ProcoreProject> found =
                company.projects().stream()
                        .filter(p -> p.access() != Access.HIDDEN)
                        .filter(p -> filters.matches("id", p.id()))
                        .filter(p -> filters.matches("updated_at", p.updatedAt()))
                        .filter(p -> filters.matches("origin_id", p.originId()))
                        .toList();
        return Paging.V1.answer(call, found, p -> document(p).toString());
    }

    private Answer project(Call call) {
        visible.companyInQuery(call);
        return Answer.json(200, document(visible.projectInPath(call)));
    }

    private ObjectNode document(ProcoreProject project) {
        String number = project.number();
        ObjectNode document = erp(project);
        document.put("name", project.name())
                .put(
                        "display_name",
                        number == null ? project.name() : number + " - " + project.name())
                .put("project_number", number)
                .put("active", project.active())
                .put("time_zone", project.timeZone())
                .put("tz_name", project.tzName())
                .put("is_erp_integrated", project.originId() != null)
                .set("company", idAndName(company.id(), company.name()));
        return document;
    }

    private Answer costCodes(Call call) {
        ProcoreProject project = visible.projectInQuery(call);
        call.view("default", "erp_compact");
        Filters filters = new Filters(call, "origin_id");
        List<ProcoreCostCode> found =
                project.costCodes().stream()
                        .filter(c -> filters.matches("origin_id", c.originId()))
                        .toList();
        return Paging.V1.answer(call, found, c -> document(project, c).toString());
    }

    /** Without {@code origin_code}, which cost codes do not have. */
    static ObjectNode document(ProcoreProject project, ProcoreCostCode costCode) {
        String code = costCode.code();
        ObjectNode document = erp(costCode);
        document.remove("origin_code");
        document.put("name", costCode.name())
                .put("full_code", code)
                .put("sortable_code", code)
                .put("code", code.substring(code.lastIndexOf('-') + 1))
                .put("biller", project.name())
                .put("biller_id", project.id())
                .put("biller_type", "Project")
                .put("budgeted", true)
                .putNull("deleted_at")
                .putNull("position")
                .set("line_item_types", documents(costCode.types()));
        return document;
    }

    private static ArrayNode documents(List<ProcoreLineItemType> types) {
        ArrayNode documents = array();
        types.forEach(type -> documents.add(document(type)));
        return documents;
    }

    static ObjectNode document(ProcoreLineItemType type) {
        return idAndName(type.id(), type.name())
                .put("code", type.code())
                .put("base_type", type.baseType())
                .put("origin_id", type.code())
                .putNull("origin_data");
    }

    private Answer lineItemTypes(Call call) {
        visible.companyInQuery(call);
        Filters filters = new Filters(call, "origin_id");
        List<ProcoreLineItemType> found =
                company.lineItemTypes().stream()
                        .filter(type -> filters.matches("origin_id", type.code()))
                        .toList();
        return Paging.V1.answer(call, found, type -> document(type).toString());
    }

    private Answer wbsCodes(Call call) {
        ProcoreProject project = visible.projectInPath(call);
        Filters filters = new Filters(call, "status[]", "updated_at");
        List<ProcoreWbsCode> found =
                project.wbsCodes().stream()
                        .filter(w -> filters.matches("status", "active"))
                        .filter(w -> filters.matches("updated_at", w.createdAt()))
                        .toList();
        return Paging.V1.answer(call, found, w -> document(w).toString());
    }

    private static ObjectNode document(ProcoreWbsCode wbsCode) {
        ProcoreCostCode costCode = wbsCode.costCode();
        ArrayNode segments = array();
        segments.add(segment(costCode.id(), costCode.code(), costCode.name(), "cost_code"));
        if (wbsCode.type() != null) {
            ProcoreLineItemType type = wbsCode.type();
            segments.add(segment(type.id(), type.code(), type.name(), "line_item_type"));
        }
        ObjectNode document =
                object().put("id", wbsCode.id())
                        .put("flat_code", wbsCode.flatCode())
                        .put("flat_name", wbsCode.description())
                        .put("description", wbsCode.description())
                        .put("status", "active")
                        .put("created_at", time(wbsCode.createdAt()))
                        .put("updated_at", time(wbsCode.createdAt()));
        document.set("segment_items", segments);
        return document;
    }

    private static ObjectNode segment(long id, String code, String name, String type) {
        ObjectNode item =
                idAndName(id, name)
                        .put("code", code)
                        .put("path_code", code)
                        .put("status", "active")
                        .putNull("parent_id");
        item.set("segment", object().put("type", type));
        return item;
    }
}
