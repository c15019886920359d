package io.ccobridge.procore;

import io.ccobridge.changeorder.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the service account may see, tried out. Nothing is kept and nothing is changed; each method
 * throws {@link ProcoreException} when Procore does not give what was asked for.
 */
public final class ServiceAccount {

    /** What the bridge reads, and which of Procore's tools it belongs to. */
    public enum Tool {
        CHANGE_ORDERS("commitment change orders", "the project's Change Orders and Commitments"),
        COMMITMENTS("commitments", "the project's Commitments"),
        VENDORS("vendors", "the company's Directory"),
        COST_CODES("cost codes", "the project's Admin tool, where cost codes are kept");

        private final String what;
        private final String permission;

        Tool(String what, String permission) {
            this.what = what;
            this.permission = permission;
        }

        /** What is read, for a sentence. */
        public String what() {
            return what;
        }

        /** What the account must be allowed to read, for a sentence. */
        public String permission() {
            return permission;
        }
    }

    /** Who runs a check does not wait for the end of a window of the rate limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProcoreClient client;
    private final String companyId;
    private final ChangeOrderTiers tiers;

    public ServiceAccount(ProcoreClient client, String companyId, ChangeOrderTiers tiers) {
        this.client = client.withPatience(PATIENCE);
        this.companyId = companyId;
        this.tiers = tiers;
    }

    /** Asks the login host for a token, unless there is one. */
    public void token() {
        client.token();
    }

    /** The active projects that the account sees. */
    public List<Project> projects() {
        return new Procore(client, companyId, 100)
                .projects().stream()
                        .filter(MasterRows.ProjectRow::active)
                        .map(MasterRows.ProjectRow::project)
                        .toList();
    }

    /** Reads one row of that kind. */
    public void read(Tool tool, long projectId) {
        Query oneRow = Query.NONE.with("page", 1).with("per_page", 1);
        Query ofProject = oneRow.with("project_id", projectId);
        switch (tool) {
            case CHANGE_ORDERS -> changeOrders(projectId);
            case COMMITMENTS -> client.get("/rest/v1.0/work_order_contracts", ofProject);
            case VENDORS -> client.get("/rest/v1.0/vendors", oneRow.with("company_id", companyId));
            case COST_CODES -> client.get("/rest/v1.0/cost_codes", ofProject);
        }
    }

    /** From the list that a poll would read; where nobody has said which, either will do. */
    private void changeOrders(long projectId) {
        Procore procore = new Procore(client, companyId, 1);
        Optional<Family> said = tiers.family(projectId);
        try {
            procore.changeOrders(said.orElse(Family.CHANGE_ORDERS), projectId, Query.NONE).next();
        } catch (ProcoreException e) {
            if (said.isPresent() || !Families.perhapsThreeTiers(e)) {
                throw e;
            }
            try {
                procore.changeOrders(Family.PACKAGES, projectId, Query.NONE).next();
            } catch (ProcoreException neither) {
                throw e;
            }
        }
    }
}
