package io.ccobridge.sandbox.procore;

import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreProject.Access;

/** What of the company a service account may see. */
record Visible(Company company) {

    /** The project named in the query. */
    ProcoreProject projectInQuery(Call call) {
        return project(call.queryId("project_id"));
    }

    /** The project named in the path. */
    ProcoreProject projectInPath(Call call) {
        return project(call.pathId("project_id"));
    }

    ProcoreProject project(long id) {
        ProcoreProject project =
                company.project(id)
                        .filter(p -> p.access() != Access.HIDDEN)
                        .orElseThrow(() -> Refused.notFound("Project", id));
        if (project.access() == Access.FORBIDDEN) {
            throw Refused.coded(
                    403, "FORBIDDEN", "You do not have permission to perform this action.");
        }
        return project;
    }

    /** The company named in the query, which must be the one the account is connected to. */
    void companyInQuery(Call call) {
        requireCompany(call.queryId("company_id"));
    }

    void requireCompany(long id) {
        if (id != company.id()) {
            throw Refused.plain(403, "App is not connected to this company");
        }
    }
}
