package io.ccobridge.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A token as its maker sees it, once.
 *
 * @param role the role's word on the wire
 * @param expiresAt null: never, and not shown then; so with the limits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewToken(
        String name,
        String role,
        String token,
        Instant expiresAt,
        String acceptLimit,
        List<Long> acceptProjects) {

    /** Without the secret, wherever it may be written. */
    @Override
    public String toString() {
        return "NewToken[" + name + ", " + role + "]";
    }
}
