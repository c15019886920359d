package io.ccobridge.procore;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Map<Long, Long> companies = new HashMap<>();
        changeOrders.stream()
                .filter(found -> found.commitmentId() != null)
                .forEach(found -> companies.put(found.commitmentId(), found.companyId()));
        Map<Long, Commitment> known = catalog.commitments(companies.keySet());
        List<Long> wanted = new ArrayList<>(companies.keySet());
        wanted.removeIf(id -> isAsListed(known.get(id), companies.get(id)));
        for (int from = 0; from < wanted.size(); from += BATCH) {
            lookUpCommitments(
                    poll.run(),
                    poll.project(),
                    wanted.subList(from, Math.min(from + BATCH, wanted.size())),
                    poll.missingCommitments());
        }
        lookUpVendors(poll.run(), companies.keySet());
    }

    /** Whether it is known, and not with another contract company than the list has it. */
    private static boolean isAsListed(Commitment known, Long company) {
        return known != null
                && (company == null
                        || known.vendor() != null && company.equals(known.vendor().id()));
    }

    /**
     * Those of the contracts that are commitments, not prime ones; of many, only some are looked
     * at.
     */
    Set<Long> commitmentsAmong(PollRun run, Project project, Collection<Long> contracts) {
        List<Long> unknown = new ArrayList<>(contracts);
        unknown.removeAll(catalog.commitments(contracts).keySet());
        lookUpCommitments(
                run, project, unknown.subList(0, Math.min(BATCH, unknown.size())), new HashMap<>());
        return catalog.commitments(contracts).keySet();
    }

    private void lookUpCommitments(
            PollRun run, Project project, Collection<Long> ids, Map<Long, String> missing) {
        Set<Long> left = new HashSet<>(ids);
        for (Commitment.Kind kind : Commitment.Kind.values()) {
            if (left.isEmpty()) {
                return;
            }
            try {
                List<Commitment> found =
                        procore.watchedBy(run).commitments(project.id(), kind, left).stream()
                                .filter(commitment -> left.contains(commitment.id()))
                                .toList();
                catalog.saveCommitments(project.id(), found);
                found.forEach(commitment -> left.remove(commitment.id()));
                if (!found.isEmpty()) {
                    run.catalogGrew();
                }
            } catch (ProcoreException e) {
                if (!e.notShown()) {
                    left.forEach(id -> missing.put(id, e.getMessage()));
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
            run.catalogGrew();
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
            poll.run().catalogGrew();
            poll.costCodes(catalog.costCodes(projectId));
        } catch (ProcoreException e) {
            if (!e.notShown()) {
                poll.run().failed(projectId, e.getMessage());
            }
        }
    }
}
