package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads single change orders as they are now, for a person who waits for the answer. */
public final class PresentChangeOrders {

    /** So long a person may wait for a rate limit; a poll has all the time there is. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Procore procore;
    private final Catalog catalog;
    private final StoredDocuments documents;

    public PresentChangeOrders(Procore procore, Catalog catalog, StoredDocuments documents) {
        this.procore = procore.withPatience(PATIENCE);
        this.catalog = catalog;
        this.documents = documents;
    }

    /**
     * The change order with its lines, its commitment and the contract company, all asked for anew;
     * empty when Procore does not have it, or does not show it any more.
     *
     * @param key of the change order, which tells the list it is in
     * @throws Refusal 503 when Procore cannot be reached or lets the bridge wait for too long
     */
    public Optional<Fetched> fetch(long projectId, String key, long procoreId) {
        try {
            Family family = Family.ofKey(key);
            JsonNode shown =
                    switch (family) {
                        case CHANGE_ORDERS -> procore.changeOrder(projectId, procoreId);
                        case PACKAGES -> procore.changeOrderPackage(projectId, procoreId);
                    };
            Found found = Found.of(family, shown);
            if (found.deleted()) {
                return Optional.empty();
            }
            if (catalog.project(projectId).isEmpty()) {
                procore.project(projectId).ifPresent(catalog::saveProject);
            }
            refreshCommitment(projectId, found.commitmentId());
            StoredDocument document =
                    family == Family.PACKAGES && shown.isObject()
                            ? StoredDocument.ofPackage(shown)
                            : WholeDocuments.of(procore, projectId, found, () -> {});
            ChangeOrder changeOrder = documents.assemble(document.text(), projectId);
            return Optional.of(new Fetched(changeOrder, document.text(), null));
        } catch (ProcoreException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw Refusal.unavailable("Procore could not be reached: " + e.getMessage());
        }
    }

    private void refreshCommitment(long projectId, Long id) {
        if (id == null) {
            return;
        }
        Commitment known = catalog.commitments(Set.of(id)).get(id);
        Optional<Commitment> present =
                known == null
                        ? commitment(projectId, Commitment.Kind.SUBCONTRACT, id)
                                .or(() -> commitment(projectId, Commitment.Kind.PURCHASE_ORDER, id))
                        : commitment(projectId, known.kind(), id);
        present.ifPresent(
                commitment -> {
                    catalog.saveCommitment(projectId, commitment);
                    if (commitment.vendor() != null && commitment.vendor().id() != null) {
                        refreshVendor(commitment.vendor().id());
                    }
                });
    }

    private Optional<Commitment> commitment(long projectId, Commitment.Kind kind, long id) {
        try {
            return procore.commitment(projectId, kind, id);
        } catch (ProcoreException e) {
            if (e.notShown()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void refreshVendor(long id) {
        try {
            procore.vendor(id).ifPresent(catalog::saveVendor);
        } catch (ProcoreException e) {
            // the directory may be closed to the service account: what is known of the vendor stays
            if (!e.notShown()) {
                throw e;
            }
        }
    }
}
