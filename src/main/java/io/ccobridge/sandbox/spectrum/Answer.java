package io.ccobridge.sandbox.spectrum;

import java.util.List;

/**
 * What a service made of a call.
 *
 * @param entries that a SOAP service answered with
 * @param committed whether it had an effect
 */
record Answer(Reply reply, List<Entry> entries, boolean committed) {

    static Answer of(Reply reply) {
        return new Answer(reply, List.of(), false);
    }
}
