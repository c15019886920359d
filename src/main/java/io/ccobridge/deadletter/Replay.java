package io.ccobridge.deadletter;

import java.time.Instant;
import java.util.List;

/**
 * A replay as the HTTP API shows it (contract, section 2).
 *
 * @param state running, done, failed or cancelled
 * @param done how many have come to an end, whatever it was
 * @param by who asked for it
 * @param finishedAt null while something is waiting or under way
 */
public record Replay(
        String id,
        String state,
        int total,
        int done,
        int succeeded,
        int failed,
        List<Result> results,
        String by,
        String reason,
        Instant startedAt,
        Instant finishedAt) {

    /** The same with its items, counted. */
    Replay with(List<Result> items) {
        int ended = items.size() - count(items, "waiting") - count(items, "under way");
        return new Replay(
                id,
                state,
                items.size(),
                ended,
                count(items, "succeeded"),
                count(items, "failed"),
                items,
                by,
                reason,
                startedAt,
                finishedAt);
    }

    private static int count(List<Result> items, String outcome) {
        return (int) items.stream().filter(item -> item.outcome().equals(outcome)).count();
    }

    /**
     * What became of one dead letter.
     *
     * @param id of the dead letter
     * @param outcome waiting, under way, succeeded, failed or skipped
     * @param message why it failed or was skipped; else null
     */
    public record Result(String id, String outcome, String message) {}

    /**
     * What a replay would do, told as a replay that has done nothing: it has no id, and is kept
     * nowhere.
     */
    public record DryRun(
            String id,
            String state,
            int total,
            int done,
            int succeeded,
            int failed,
            List<Result> results,
            String totalAmount,
            List<DryRunItem> items) {

        static DryRun of(String totalAmount, List<DryRunItem> items) {
            return new DryRun(null, "done", items.size(), 0, 0, 0, List.of(), totalAmount, items);
        }
    }

    /**
     * One that would be replayed.
     *
     * @param id of the dead letter
     * @param message why it failed
     */
    public record DryRunItem(String id, String changeOrderId, String amount, String message) {}
}
