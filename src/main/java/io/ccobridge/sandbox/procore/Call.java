package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/**
 * A request, read whole.
 *
 * @param origin scheme, host and port it was sent to
 * @param parameters of the path, by name
 */
record Call(
        String origin,
        String method,
        String path,
        Fields query,
        HttpFields headers,
        byte[] body,
        Map<String, String> parameters) {

    Call at(Map<String, String> pathParameters) {
        return new Call(origin, method, path, query, headers, body, pathParameters);
    }

    /** Decoded, as people read it; what path patterns are matched with. */
    String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + queryText();
    }

    String queryText() {
        StringBuilder text = new StringBuilder();
        for (Fields.Field field : query) {
            for (String value : field.getValues()) {
                text.append(text.isEmpty() ? "" : "&").append(field.getName());
                text.append('=').append(value);
            }
        }
        return text.toString();
    }

    /** An id in the path; what is no id is not found. */
    long pathId(String name) {
        return number(parameters.get(name))
                .orElseThrow(() -> Refused.coded(404, "NOT_FOUND", "Not Found"));
    }

    /** An id that the query must have. */
    long queryId(String name) {
        return number(query.getValue(name))
                .orElseThrow(() -> Refused.field(400, name, "is missing or is not an id"));
    }

    static Optional<Long> number(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The view asked for, else the first. */
    String view(String... known) {
        String view = query.getValue("view");
        if (view == null) {
            return known[0];
        }
        if (!Arrays.asList(known).contains(view)) {
            throw Refused.property("view must be one of " + String.join(", ", known));
        }
        return view;
    }

    JsonNode json() {
        try {
            return Json.read(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Refused.field(400, "body", e.getMessage());
        }
    }
}
