package io.ccobridge.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;

/** Columns of several tables that are read the same way. */
final class Rows {

    private Rows() {}

    /**
     * A condition on the table {@code c} that leaves out other projects; nothing for all. In the
     * statement and not in a parameter that may be null, which would make the database plan for
     * both at once.
     */
    static String of(Long project) {
        return project == null ? "" : " AND c.project_id = :project";
    }

    /** Null for null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * Whether nobody confirmed that what was unlinked is deleted in Spectrum.
     *
     * @param detail of the entry that unlinked it, as JSON; null when there is none
     */
    static boolean leftBehind(String detail) {
        JsonNode deleted = detail == null ? null : Json.read(detail).get("deleted_in_spectrum");
        return deleted != null && !deleted.asBoolean();
    }

    /** Of the JSON list of unmet requirements; of another JSON none. */
    static List<Problem> problems(String json) {
        JsonNode list = json == null ? Json.read("[]") : Json.read(json);
        if (!list.isArray()) {
            return List.of();
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(
                        problem ->
                                new Problem(
                                        problem.path("requirement").asText(),
                                        problem.path("message").asText(),
                                        problem.path("fix").asText()))
                .toList();
    }
}
