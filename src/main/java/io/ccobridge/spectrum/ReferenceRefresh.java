package io.ccobridge.spectrum;

import java.time.Instant;
import java.util.List;

/**
 * One reading of the reference data, as the API shows it.
 *
 * @param state running; done; failed when something could not be read, which leaves what was read
 *     before
 * @param part what is being read, or was read last, in plain words
 * @param finishedAt null while it runs
 */
public record ReferenceRefresh(
        String id,
        String state,
        String part,
        Instant startedAt,
        Instant finishedAt,
        List<Missed> errors) {

    /** What could not be read, and why. */
    public record Missed(String part, String message) {}
}
