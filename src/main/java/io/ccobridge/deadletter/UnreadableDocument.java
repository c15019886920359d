package io.ccobridge.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A document from Procore that cannot be read, as the HTTP API shows it.
 *
 * @param procoreId null when it cannot be read either
 * @param changeOrderId where the document is kept; null when the bridge failed at it before it
 *     became a change order
 * @param state of that change order; null without one
 * @param group the same for documents with the same faults
 * @param total what Procore says the lines add up to, as far as that can be read; else null
 * @param document what Procore sent, as it came; null in lists
 * @param lines its lines, or what Procore answered instead; null in lists
 */
public record UnreadableDocument(
        String id,
        long projectId,
        String projectName,
        Long procoreId,
        String changeOrderId,
        String state,
        String number,
        String title,
        String total,
        String group,
        List<Fault> problems,
        Instant firstSeen,
        Instant lastSeen,
        @JsonInclude(Include.NON_NULL) JsonNode document,
        @JsonInclude(Include.NON_NULL) JsonNode lines) {

    /**
     * What cannot be read.
     *
     * @param field as Procore spells it, for example {@code lines[2].amount}; null where no single
     *     one is at fault
     */
    public record Fault(String field, String message, String fix) {}

    /** A page, newest first; see {@link DeadLetter.Page}. */
    public record Page(
            List<UnreadableDocument> items,
            int page,
            int perPage,
            int total,
            boolean totalCapped,
            String next) {}

    /**
     * The documents with the same faults, counted.
     *
     * @param message with {@code …} in the place of numbers, codes and quoted values
     * @param fix what a person does about it
     */
    public record Group(
            String group,
            List<String> fields,
            String message,
            String fix,
            int count,
            Instant firstSeen,
            Instant lastSeen,
            String link) {}
}
