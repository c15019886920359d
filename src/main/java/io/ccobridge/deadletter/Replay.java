package io.ccobridge.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A replay as the HTTP API shows it (contract, section 2).
 *
 * @param state running, paused, done, failed or cancelled
 * @param done how many have come to an end, whatever it was
 * @param skipped how many were not sent; those that went back to the approver among them
 * @param backToApproval null in lists
 * @param results a page of them; null in lists
 * @param resultsTotal how many there are of the outcomes that were asked for; null in lists
 * @param by who asked for it
 * @param selection what was asked for: {@code {ids: how many}}, {@code {group}} or {@code {query}}
 * @param totalAmount of the change orders, as decimal text; null when it was not noted
 * @param checkProcore whether each is read from Procore before it is sent
 * @param joined how many open failures of the same group or filter came since and are no part of
 *     it; null in lists, and when it is of ids
 * @param message what there is to say in words: what it waits for, why it stopped, what joined; or
 *     null
 * @param finishedAt null while something is waiting or under way
 */
public record Replay(
        String id,
        String state,
        int total,
        int done,
        int succeeded,
        int failed,
        int skipped,
        @JsonInclude(Include.NON_NULL) Integer backToApproval,
        @JsonInclude(Include.NON_NULL) List<Result> results,
        @JsonInclude(Include.NON_NULL) Integer resultsTotal,
        String by,
        String reason,
        boolean canary,
        BigDecimal ratePerSecond,
        boolean checkProcore,
        JsonNode selection,
        String totalAmount,
        @JsonInclude(Include.NON_NULL) Integer joined,
        String message,
        Instant startedAt,
        Instant finishedAt) {

    /**
     * What became of one dead letter.
     *
     * @param id of the dead letter
     * @param outcome waiting, under way, succeeded, failed or skipped
     * @param message why it failed or was skipped, or what was sent otherwise than before; else
     *     null
     * @param amount decimal text
     */
    public record Result(
            String id,
            String outcome,
            String message,
            String commitmentNumber,
            String number,
            String title,
            String amount) {}

    /**
     * A page of replays, newest first.
     *
     * @param total exact up to 10,000, and 10,000 with {@code totalCapped} above
     * @param next the {@code after} of the next page; null on the last one
     */
    public record Page(
            List<Replay> items,
            int page,
            int perPage,
            int total,
            boolean totalCapped,
            String next) {}
}
