package io.ccobridge.procore;

import io.ccobridge.changeorder.ChangeOrder;

/**
 * A change order as Procore shows it at this moment.
 *
 * @param document what is kept of it, see {@link StoredDocuments#assemble}
 * @param listDigest always null: it was not taken from a list, so the next poll may take it again
 */
public record Fetched(ChangeOrder changeOrder, String document, String listDigest) {}
