package io.ccobridge.deadletter;

import java.time.Instant;
import java.util.List;

/**
 * The open dead letters of one cause, counted, as the HTTP API shows them.
 *
 * @param message see {@link io.ccobridge.queue.Cause#text()}
 * @param code of the newest; null when its answer had none
 * @param fixIn see {@link Suggestion#fixIn()}
 * @param outcomesUnknown how many of them may be in Spectrum without anybody knowing
 * @param note null when nobody has left one
 * @param earlierNotes those that went with the last dead letters of the same cause, the newest
 *     first: what people knew about it then
 * @param link the group's own address, to be passed on
 */
public record DeadLetterGroup(
        String group,
        String category,
        String column,
        String code,
        String message,
        String fixIn,
        Suggestion suggestion,
        int count,
        String totalAmount,
        int outcomesUnknown,
        Instant firstSeen,
        Instant lastSeen,
        Trend trend,
        DeadLetter.Note note,
        List<EarlierNote> earlierNotes,
        String link) {

    /**
     * How the failures of a cause came in, whether they are still open or not.
     *
     * @param hours counts of the last 24 hours, the present one last
     * @param growing whether the last hour brought more than the hours before it on average
     */
    public record Trend(List<Integer> hours, int lastHour, int lastDay, boolean growing) {

        static Trend of(List<Integer> hours) {
            int all = hours.stream().mapToInt(Integer::intValue).sum();
            int last = hours.get(hours.size() - 1);
            int before = hours.size() - 1;
            return new Trend(hours, last, all, (long) last * before > all - last);
        }
    }

    /**
     * A note of an earlier time.
     *
     * @param endedAt when no dead letter of the cause was left
     */
    public record EarlierNote(String note, String by, Instant at, Instant endedAt) {}
}
