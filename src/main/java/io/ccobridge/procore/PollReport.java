package io.ccobridge.procore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A poll as the API shows it.
 *
 * @param state running, done or failed; failed: nothing could be read at all
 * @param finishedAt null while it runs
 * @param projects that were asked
 * @param seen change orders in Procore's lists
 * @param newOnes that the queue did not know
 * @param calls to Procore's API, without those for tokens
 * @param full everything was read, not only what changed since the last time
 */
public record PollReport(
        String id,
        String state,
        Instant startedAt,
        Instant finishedAt,
        int projects,
        int seen,
        @JsonProperty("new") int newOnes,
        int changed,
        int calls,
        List<PollError> errors,
        boolean full) {

    /**
     * What could not be read.
     *
     * @param projectId null when it is not about one project
     */
    public record PollError(Long projectId, String message) {

        @Override
        public String toString() {
            return (projectId == null ? "" : "project " + projectId + ": ") + message;
        }
    }

    /** A line for the log. */
    @Override
    public String toString() {
        String line =
                "Poll %s%s %s: %d projects, %d seen, %d new, %d changed, %d calls"
                        .formatted(
                                id,
                                full ? " (full)" : "",
                                state,
                                projects,
                                seen,
                                newOnes,
                                changed,
                                calls);
        if (finishedAt != null) {
            line += ", " + Duration.between(startedAt, finishedAt).toMillis() + " ms";
        }
        return errors.isEmpty()
                ? line
                : line + "; " + errors.size() + " not read, first " + errors.get(0);
    }
}
