package io.ccobridge.queue;

import io.ccobridge.changeorder.Sum;
import java.util.Map;

/**
 * One call that is about to be made, or was made; its attempt row stands already.
 *
 * @param position of the export line, from 1
 * @param header the values by element name that all calls of the export share
 * @param reply {@link Reply#NONE} until there is one
 */
public record Call(
        Claim claim,
        long attemptId,
        int position,
        Map<String, String> header,
        Sum sum,
        Reply reply) {

    /** One that is about to be made. */
    Call(Claim claim, long attemptId, int position, Map<String, String> header, Sum sum) {
        this(claim, attemptId, position, header, sum, Reply.NONE);
    }

    /** The same, made and answered. */
    public Call answered(Reply with) {
        return new Call(claim, attemptId, position, header, sum, with);
    }
}
