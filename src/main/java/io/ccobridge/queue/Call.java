package io.ccobridge.queue;

import io.ccobridge.changeorder.Sum;
import java.util.Map;

/**
 * One call that is about to be made; its attempt row stands already.
 *
 * @param position of the export line, from 1
 * @param header the values by element name that all calls of the export share
 */
public record Call(
        Claim claim, long attemptId, int position, Map<String, String> header, Sum sum) {}
