package io.ccobridge.access;

import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A user as the API shows one, without the password.
 *
 * @param role the role's word on the wire
 * @param email null: gets no mail
 * @param digest whether the daily mail of what waits is wanted
 * @param acceptLimit the largest amount that may be accepted, whatever its sign; null: any
 * @param acceptProjects Procore's ids of the only projects of which may be accepted; null: all
 */
public record UserAccount(
        String name,
        String role,
        String email,
        boolean digest,
        String acceptLimit,
        List<Long> acceptProjects,
        String createdBy,
        Instant createdAt) {

    static final String COLUMNS =
            "name, role, email, digest, accept_limit, accept_projects, created_by, created_at";

    static UserAccount of(ResultSet row, int number) throws SQLException {
        AcceptLimits limits = Limits.of(row);
        return new UserAccount(
                row.getString("name"),
                Role.valueOf(row.getString("role")).word(),
                row.getString("email"),
                row.getBoolean("digest"),
                Limits.shown(limits.amount()),
                Limits.shown(limits.projects()),
                row.getString("created_by"),
                Moments.of(row, "created_at"));
    }
}
