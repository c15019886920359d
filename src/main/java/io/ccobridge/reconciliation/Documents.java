package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.ChangeOrder;
import java.time.Instant;
import java.util.Optional;

/** Reads the documents that were kept. */
public interface Documents {

    /**
     * The change order of a document, without the commitment and whatever else is not in it.
     *
     * @param body as it was kept
     */
    ChangeOrder read(String body, long projectId);

    /** When Procore says that it was changed last; empty when that cannot be read. */
    Optional<Instant> updatedAt(String body);
}
