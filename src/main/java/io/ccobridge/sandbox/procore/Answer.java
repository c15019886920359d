package io.ccobridge.sandbox.procore;

import io.ccobridge.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    static Answer json(int status, Object body) {
        return raw(status, Json.write(body));
    }

    /** JSON that is already text, or should be. */
    static Answer raw(int status, String body) {
        return new Answer(status, "application/json; charset=utf-8", body, Map.of());
    }

    static Answer text(String body) {
        return new Answer(200, "text/plain; charset=utf-8", body, Map.of());
    }

    static Answer html(String body) {
        return new Answer(200, "text/html; charset=utf-8", body, Map.of());
    }

    Answer with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, String.valueOf(value));
        return new Answer(status, contentType, body, more);
    }
}
