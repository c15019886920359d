package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A failed export's payload edited, as the HTTP API shows it.
 *
 * @param id null for a dry run, which is kept nowhere
 * @param state pending (a second person is to confirm it), applied, withdrawn, lapsed (the change
 *     order moved on meanwhile) or dry-run
 * @param version of the change order, as the proposer saw it
 * @param changes change_request_number, description, accounting_date, as they were typed
 * @param differences from the payload that failed, as {@code {element, before, after}}
 * @param decidedBy who confirmed or withdrew it; null while it is pending
 * @param exportId the export that it became; null unless it is applied
 */
public record Edit(
        String id,
        String deadLetterId,
        String changeOrderId,
        String state,
        int version,
        JsonNode changes,
        JsonNode differences,
        String reason,
        String proposedBy,
        Instant proposedAt,
        String decidedBy,
        Instant decidedAt,
        String exportId) {

    /**
     * A page of edits, newest first.
     *
     * @param total exact up to 10,000, and 10,000 with {@code totalCapped} above
     * @param next the {@code after} of the next page; null on the last one
     */
    public record Page(
            List<Edit> items, int page, int perPage, int total, boolean totalCapped, String next) {}
}
