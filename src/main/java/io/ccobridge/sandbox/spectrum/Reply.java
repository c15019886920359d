package io.ccobridge.sandbox.spectrum;

import io.ccobridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An HTTP answer, or {@link #RESET} in place of one. */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

    /** No answer: the connection breaks. */
    static final Reply RESET = new Reply(0, "", "", Map.of());

    static Reply xml(int status, String body) {
        return new Reply(status, "text/xml; charset=utf-8", body, Map.of());
    }

    static Reply json(int status, Object value) {
        return new Reply(status, "application/json", Json.write(value), Map.of());
    }

    static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body, Map.of());
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }

    /** As large answers have been seen: without their end. */
    Reply brokenOff() {
        return new Reply(status, contentType, body.substring(0, body.length() * 2 / 3), headers);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
