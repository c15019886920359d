package io.ccobridge.sandbox.spectrum;

import java.time.Instant;
import java.util.List;

/**
 * One call that came in.
 *
 * @param number counts from 1 in the order of arrival
 * @param at when it came, before anything slowed it down
 * @param method {@code ARChangeRequest}, {@code GetJob}, {@code GetPhase}, {@code vendors} or
 *     {@code token}
 * @param changeRequestNumber as it came; empty when blank, unread or of another method
 * @param fault the fault that was switched on for it; null when none
 * @param status of the HTTP answer; 0 when the connection was reset instead
 * @param entries that the service answered with, also where a fault kept them from the client
 * @param committed whether it had an effect, whatever the client was told
 * @param request the body as it came, with the Authorization ID; null when it was not read, or when
 *     so many calls came after it that it was dropped
 */
public record ReceivedCall(
        long number,
        Instant at,
        String method,
        String changeRequestNumber,
        String phase,
        String costType,
        Fault.Kind fault,
        int status,
        List<Entry> entries,
        boolean committed,
        String request) {

    ReceivedCall withoutRequest() {
        return new ReceivedCall(
                number,
                at,
                method,
                changeRequestNumber,
                phase,
                costType,
                fault,
                status,
                entries,
                committed,
                null);
    }
}
