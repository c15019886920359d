package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Map;

/**
 * A row of Procore's list of change orders.
 *
 * @param digest of the row
 * @param updatedAt null when the row does not say
 */
public record Found(JsonNode row, String key, String digest, Instant updatedAt) {

    static Found of(JsonNode sent) {
        JsonNode row = StoredDocument.keepable(sent);
        return new Found(row, DocumentReader.key(row), Digest.of(row), updatedAt(row));
    }

    /** One that the queue does not know is of no interest before it is approved. */
    boolean isNewsTo(Map<String, String> knownDigests) {
        return knownDigests.containsKey(key)
                ? !digest.equals(knownDigests.get(key))
                : mayBeApproved();
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
