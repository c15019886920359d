package io.ccobridge.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ccobridge.queue.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A failed export, as the HTTP API shows it (contract, section 2).
 *
 * @param group see {@link io.ccobridge.queue.Cause#group()}
 * @param column the element Spectrum complained about; null where it named none
 * @param code Spectrum's error code, or a SOAP fault's; null when the last answer had none
 * @param httpStatus of the last answer; null when none came
 * @param fixIn see {@link Suggestion#fixIn()}
 * @param note what an admin noted about the group; null when nothing
 * @param outcomeUnknown whether a line of it may be in Spectrum without anybody knowing
 * @param failures how often the change order has become a dead letter, this time included
 * @param amount of the whole change order, as decimal text
 * @param attempts oldest first; in lists without request, response and curl
 * @param payload what is sent to Spectrum, secrets masked; null in lists
 * @param warnings what a replay may write over in Spectrum; null in lists
 * @param ended null while it is open; replayed, discarded, rejected or done-by-hand
 */
public record DeadLetter(
        String id,
        String changeOrderId,
        String group,
        String category,
        String column,
        String code,
        Integer httpStatus,
        String message,
        String fixIn,
        Suggestion suggestion,
        Note note,
        boolean outcomeUnknown,
        int failures,
        String amount,
        @JsonUnwrapped Subject subject,
        List<Timeline.Attempt> attempts,
        @JsonInclude(Include.NON_NULL) Payload payload,
        @JsonInclude(Include.NON_NULL) List<ReplayWarnings.ReplayWarning> warnings,
        Instant firstSeen,
        Instant lastSeen,
        String ended,
        Instant endedAt) {

    /** The change order that failed. */
    public record Subject(
            long projectId,
            String projectName,
            String jobNumber,
            String commitmentNumber,
            String vendor,
            String vendorCode,
            String number,
            String title,
            String changeRequestNumber) {}

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

    /** What an admin noted about the dead letters of one cause. */
    public record Note(String note, String by, Instant at) {}

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
}
