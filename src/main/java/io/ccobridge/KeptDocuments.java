package io.ccobridge;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.procore.StoredDocuments;
import io.ccobridge.reconciliation.Documents;
import java.time.Instant;
import java.util.Optional;

/** Documents for the room that must not know Procore. */
record KeptDocuments(StoredDocuments documents) implements Documents {

    @Override
    public ChangeOrder read(String body, long projectId) {
        return documents.alone(body, projectId);
    }

    @Override
    public Optional<Instant> updatedAt(String body) {
        return StoredDocuments.updatedAt(body);
    }
}
