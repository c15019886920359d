package io.ccobridge.procore;

import io.ccobridge.changeorder.Commitment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings the catalog of Procore's projects, vendors, commitments and cost codes up to date. Vendors
 * are read whole each time: it takes a few calls, and repairs what an earlier refresh missed. Of
 * commitments and cost codes only those are read that change orders have led to, or wait for.
 */
public final class MasterData {

    /** So many ids fit the length of a URL. */
    private static final int BATCH = 50;

    private final Procore procore;
    private final Catalog catalog;
    private final Supplier<Map<Long, Set<Long>>> waitedFor;

    /**
     * @param waitedFor the commitments of the change orders that need attention, by project; those
     *     that Procore did not show before are asked for again
     */
    public MasterData(Procore procore, Catalog catalog, Supplier<Map<Long, Set<Long>>> waitedFor) {
        this.procore = procore;
        this.catalog = catalog;
        this.waitedFor = waitedFor;
    }

    /**
     * Refreshes all there is; a part that fails does not stop the others.
     *
     * @return what failed, each a sentence; empty when all went well
     * @throws java.util.concurrent.CancellationException when the bridge stops
     */
    public List<String> refresh() {
        List<String> failed = new ArrayList<>();
        part(failed, () -> catalog.saveAllProjects(procore.projects()));
        part(failed, () -> catalog.saveVendors(procore.vendors()));
        for (Commitment.Kind kind : Commitment.Kind.values()) {
            for (Map.Entry<Long, List<Long>> ids : catalog.commitmentIds(kind).entrySet()) {
                part(failed, () -> refresh(ids.getKey(), kind, ids.getValue()));
            }
        }
        waitedFor.get().forEach((project, ids) -> part(failed, () -> lookFor(project, ids)));
        for (Long project : catalog.projectsWithCostCodes()) {
            part(failed, () -> catalog.saveCostCodes(project, procore.costCodes(project)));
        }
        return failed;
    }

    private void refresh(long projectId, Commitment.Kind kind, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Long> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            catalog.saveCommitments(projectId, procore.commitments(projectId, kind, batch));
        }
    }

    /** Access may have been given since, or a deleted one restored. */
    private void lookFor(long projectId, Set<Long> ids) {
        for (Commitment.Kind kind : Commitment.Kind.values()) {
            List<Long> unknown = new ArrayList<>(ids);
            unknown.removeAll(catalog.commitments(ids).keySet());
            try {
                refresh(projectId, kind, unknown);
            } catch (ProcoreException e) {
                if (!e.notShown()) {
                    throw e;
                }
            }
        }
    }

    private static void part(List<String> failed, Runnable part) {
        try {
            part.run();
        } catch (ProcoreException e) {
            failed.add(e.getMessage());
        }
    }
}
