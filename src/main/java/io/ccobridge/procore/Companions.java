package io.ccobridge.procore;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a change order comes with: its commitment, the contract company, the cost codes of its
 * lines. The catalog has them; what it lacks is asked for in as few calls as will do.
 */
final class Companions {

    /** So many ids fit the length of a URL. */
    private static final int BATCH = 50;

    private final Procore procore;
    private final Catalog catalog;

    Companions(Procore procore, Catalog catalog) {
        this.procore = procore;
        this.catalog = catalog;
    }

    /** Puts the commitments and vendors of these change orders into the catalog. */
    void lookUp(ProjectPoll poll, List<Found> changeOrders) {
        Set<Long> ids = new HashSet<>();
        changeOrders.stream().map(Found::commitmentId).filter(Objects::nonNull).forEach(ids::add);
        List<Long> unknown = new ArrayList<>(ids);
        unknown.removeAll(catalog.commitments(ids).keySet());
        for (int from = 0; from < unknown.size(); from += BATCH) {
            lookUpCommitments(poll, unknown.subList(from, Math.min(from + BATCH, unknown.size())));
        }
        lookUpVendors(poll.run(), ids);
    }

    private void lookUpCommitments(ProjectPoll poll, Collection<Long> ids) {
        Set<Long> left = new HashSet<>(ids);
        for (Commitment.Kind kind : Commitment.Kind.values()) {
            if (left.isEmpty()) {
                return;
            }
            try {
                List<Commitment> found =
                        procore
                                .watchedBy(poll.run())
                                .commitments(poll.project().id(), kind, left)
                                .stream()
                                .filter(commitment -> left.contains(commitment.id()))
                                .toList();
                catalog.saveCommitments(poll.project().id(), found);
                found.forEach(commitment -> left.remove(commitment.id()));
            } catch (ProcoreException e) {
                if (!e.notShown()) {
                    left.forEach(id -> poll.missingCommitments().put(id, e.getMessage()));
                    return;
                }
            }
        }
    }

    /** The whole list, since a company has few vendors and they come a page at a time. */
    private void lookUpVendors(PollRun run, Collection<Long> commitments) {
        Set<Long> vendors = new HashSet<>();
        for (Commitment commitment : catalog.commitments(commitments).values()) {
            if (commitment.vendor() != null && commitment.vendor().id() != null) {
                vendors.add(commitment.vendor().id());
            }
        }
        if (catalog.knowsVendors(vendors) || !run.mayReadVendors()) {
            return;
        }
        try {
            catalog.saveVendors(procore.watchedBy(run).vendors());
        } catch (ProcoreException e) {
            run.failed(null, e.getMessage());
        }
    }

    /** Procore's own ERP fields of the cost codes; where they may not be read the rule must do. */
    void lookUpCostCodes(ProjectPoll poll, ChangeOrder changeOrder) {
        long projectId = poll.project().id();
        if (poll.costCodes() == null) {
            poll.costCodes(catalog.costCodes(projectId));
        }
        boolean known =
                changeOrder.lines().stream()
                        .map(Line::costCode)
                        .filter(Objects::nonNull)
                        .allMatch(poll.costCodes()::contains);
        if (known || !poll.mayReadCostCodes()) {
            return;
        }
        try {
            catalog.saveCostCodes(projectId, procore.watchedBy(poll.run()).costCodes(projectId));
            poll.costCodes(catalog.costCodes(projectId));
        } catch (ProcoreException e) {
            if (!e.notShown()) {
                poll.run().failed(projectId, e.getMessage());
            }
        }
    }
}
