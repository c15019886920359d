package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Map;

/**
 * A row of one of Procore's lists of change orders.
 *
 * @param digest of the row
 * @param updatedAt null when the row does not say
 */
public record Found(Family family, JsonNode row, String key, String digest, Instant updatedAt) {

    static Found of(Family family, JsonNode sent) {
        JsonNode row = StoredDocument.keepable(sent);
        return new Found(
                family, row, DocumentReader.key(family, row), Digest.of(row), updatedAt(row));
    }

    /** One that the queue does not know is of no interest before it is approved. */
    boolean isNewsTo(Map<String, String> knownDigests) {
        return knownDigests.containsKey(key)
                ? !digest.equals(knownDigests.get(key))
                : mayBeApproved() && !deleted();
    }

    /** Packages are listed with those that were deleted; of the other family these are missing. */
    boolean deleted() {
        return family == Family.PACKAGES
                && !row.path("deleted_at").isMissingNode()
                && !row.path("deleted_at").isNull();
    }

    /** The contract company where the row names it, as newer ones of packages do; else null. */
    Long companyId() {
        return new Fields(row.path("contract").path("vendor"), "", new ArrayList<>()).id("id");
    }

    /** Null when it cannot be read. */
    Long procoreId() {
        return fields().id("id");
    }

    /** Null when it cannot be read. */
    Long commitmentId() {
        return fields().id("contract_id");
    }

    private boolean mayBeApproved() {
        String status = fields().word("status", 200);
        return status == null || status.equalsIgnoreCase("approved");
    }

    private Fields fields() {
        return new Fields(row, "", new ArrayList<>());
    }

    private static Instant updatedAt(JsonNode row) {
        try {
            return OffsetDateTime.parse(row.path("updated_at").asText()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
