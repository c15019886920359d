package io.ccobridge.sandbox.procore;

import java.time.Instant;

/**
 * A request that was answered.
 *
 * @param query decoded; empty when there was none
 * @param status 0 when the connection was reset instead
 */
public record LoggedRequest(Instant at, String method, String path, String query, int status) {

    /** Whether the decoded path and query hold this text. */
    public boolean contains(String text) {
        return (path + "?" + query).contains(text);
    }
}
