package io.ccobridge.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A failed export, as the HTTP API shows it (contract, section 2).
 *
 * @param group see {@link io.ccobridge.queue.Cause#group()}
 * @param column the element Spectrum complained about; null where it named none
 * @param amount of the whole change order, as decimal text
 * @param attempts oldest first; in lists without request and response
 * @param payload what is sent to Spectrum, secrets masked; null in lists
 * @param ended null while it is open; replayed, discarded, rejected or done-by-hand
 */
public record DeadLetter(
        String id,
        String changeOrderId,
        String group,
        String category,
        String column,
        String message,
        String amount,
        long projectId,
        String projectName,
        String jobNumber,
        String commitmentNumber,
        String vendor,
        String number,
        String title,
        List<Attempt> attempts,
        @JsonInclude(Include.NON_NULL) Payload payload,
        Instant firstSeen,
        Instant lastSeen,
        String ended,
        Instant endedAt) {

    DeadLetter with(List<Attempt> allAttempts, Payload whole) {
        return new DeadLetter(
                id,
                changeOrderId,
                group,
                category,
                column,
                message,
                amount,
                projectId,
                projectName,
                jobNumber,
                commitmentNumber,
                vendor,
                number,
                title,
                allAttempts,
                whole,
                firstSeen,
                lastSeen,
                ended,
                endedAt);
    }

    /**
     * One call to Spectrum, or the try of one.
     *
     * @param durationMs null while it is under way, and when its end was not seen
     * @param request null in lists
     * @param response null in lists, and when no answer came
     * @param outcome under way, accepted, business, configuration, transient or unknown
     * @param nextAttemptAt null when no other was planned after it
     */
    public record Attempt(
            int number,
            Instant at,
            String node,
            Long durationMs,
            @JsonInclude(Include.NON_NULL) String request,
            @JsonInclude(Include.NON_NULL) String response,
            String outcome,
            String message,
            Instant nextAttemptAt) {}

    /**
     * What the export carries.
     *
     * @param header the values that are the same on every call, by element name
     */
    public record Payload(
            String changeRequestNumber, Map<String, String> header, List<PayloadLine> lines) {}

    /**
     * One call's share.
     *
     * @param state OPEN, UNKNOWN (Spectrum may have it) or DONE (Spectrum has it)
     */
    public record PayloadLine(String phase, String costType, String amount, String state) {}

    /**
     * A page of open dead letters, newest first.
     *
     * @param total exact up to 10,000, and 10,000 with {@code totalCapped} above
     * @param next the {@code after} of the next page; null on the last one
     */
    public record Page(
            List<DeadLetter> items,
            int page,
            int perPage,
            int total,
            boolean totalCapped,
            String next) {}

    /**
     * The open dead letters of one cause, counted.
     *
     * @param message see {@link io.ccobridge.queue.Cause#text()}
     */
    public record Group(
            String group,
            String category,
            String column,
            String message,
            int count,
            Instant firstSeen,
            Instant lastSeen,
            String totalAmount) {}
}
