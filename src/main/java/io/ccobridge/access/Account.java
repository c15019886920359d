package io.ccobridge.access;

import io.ccobridge.changeorder.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.RowMapper;

/**
 * A token or a user, without its secret.
 *
 * @param role the role's word on the wire
 */
public record Account(String name, String role, String createdBy, Instant createdAt) {

    static final RowMapper<Account> ROW =
            (row, number) ->
                    new Account(
                            row.getString("name"),
                            Role.valueOf(row.getString("role")).word(),
                            row.getString("created_by"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant());
}
