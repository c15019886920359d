package io.ccobridge.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * That one person may accept, reject and unlink for another for a time.
 *
 * @param approver whose privilege it is
 * @param delegate the user or token that may use it
 * @param inForce false when its time is over, when it was ended, or when the approver is no
 *     approver any more
 * @param endedAt before its time; null: it was not
 * @param endedBy null: it was not
 */
public record Delegation(
        String id,
        String approver,
        String delegate,
        Instant until,
        String reason,
        String createdBy,
        Instant createdAt,
        boolean inForce,
        Instant endedAt,
        String endedBy) {

    static Delegation of(ResultSet row, int number) throws SQLException {
        return new Delegation(
                row.getString("id"),
                row.getString("approver"),
                row.getString("delegate"),
                Moments.of(row, "until_at"),
                row.getString("reason"),
                row.getString("created_by"),
                Moments.of(row, "created_at"),
                row.getBoolean("in_force"),
                Moments.of(row, "ended_at"),
                row.getString("ended_by"));
    }
}
