package io.ccobridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.queue.Shown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A change order as lists show it (contract, section 2).
 *
 * @param total decimal text
 * @param problems a list of {@link io.ccobridge.changeorder.Problem} as JSON
 * @param nextAttemptAt null when no export is due
 */
public record ChangeOrderItem(
        String id,
        Long procoreId,
        long projectId,
        String projectName,
        String jobNumber,
        String commitmentNumber,
        String vendor,
        String vendorCode,
        String number,
        String title,
        String description,
        String total,
        String currency,
        LocalDate dateCreated,
        String state,
        boolean changedSinceSent,
        JsonNode problems,
        String changeRequestNumber,
        int attempts,
        Instant nextAttemptAt,
        String sentBy,
        Instant updatedAt,
        int version) {

    /** To be read by {@link #of}, with what a caller wants beside it and behind it. */
    static final String SELECT =
            "SELECT change_order.*, (SELECT due_at FROM export_work"
                    + " WHERE export_work.change_order_id = change_order.id) AS next_attempt_at";

    static ChangeOrderItem of(ResultSet row, int number) throws SQLException {
        return new ChangeOrderItem(
                Long.toString(row.getLong("id")),
                row.getObject("procore_id", Long.class),
                row.getLong("project_id"),
                row.getString("project_name"),
                row.getString("job_number"),
                row.getString("commitment_number"),
                row.getString("vendor"),
                row.getString("vendor_code"),
                row.getString("number"),
                row.getString("title"),
                row.getString("description"),
                Shown.money(row.getBigDecimal("total")),
                row.getString("currency"),
                row.getObject("date_created", LocalDate.class),
                row.getString("state"),
                row.getBoolean("changed_since_sent"),
                Shown.json(row, "problems"),
                row.getString("change_request_number"),
                row.getInt("attempts"),
                Shown.instant(row, "next_attempt_at"),
                row.getString("sent_by"),
                Shown.instant(row, "updated_at"),
                row.getInt("version"));
    }
}
