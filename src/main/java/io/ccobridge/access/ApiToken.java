package io.ccobridge.access;

import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A token as the API shows one, without the secret.
 *
 * @param role the role's word on the wire
 * @param acceptLimit the largest amount that may be accepted, whatever its sign; null: any
 * @param acceptProjects Procore's ids of the only projects of which may be accepted; null: all
 * @param expiresAt null: never
 * @param lastUsedAt to a minute; null: never used
 */
public record ApiToken(
        String name,
        String role,
        String acceptLimit,
        List<Long> acceptProjects,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt) {

    static final String COLUMNS =
            "name, role, accept_limit, accept_projects, created_by, created_at, expires_at,"
                    + " last_used_at";

    static ApiToken of(ResultSet row, int number) throws SQLException {
        AcceptLimits limits = Limits.of(row);
        return new ApiToken(
                row.getString("name"),
                Role.valueOf(row.getString("role")).word(),
                Limits.shown(limits.amount()),
                Limits.shown(limits.projects()),
                row.getString("created_by"),
                Moments.of(row, "created_at"),
                Moments.of(row, "expires_at"),
                Moments.of(row, "last_used_at"));
    }
}
