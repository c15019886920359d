package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.access.Sessions.Session;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One request to the console, and the calls of the API that its page makes for it: as the person
 * who is signed in, with their roles.
 */
final class Visit {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Map<String, String> path;
    private final Session session;
    private final ApiCalls api;

    /**
     * @param path the variables of the page's path
     * @param session null when nobody is signed in
     */
    Visit(
            HttpServletRequest request,
            HttpServletResponse response,
            Map<String, String> path,
            Session session,
            ApiCalls api) {
        this.request = request;
        this.response = response;
        this.path = Map.copyOf(path);
        this.session = session;
        this.api = api;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /** Null when nobody is signed in. */
    Session session() {
        return session;
    }

    Caller caller() {
        return session.caller();
    }

    /** A variable of the path. */
    String path(String name) {
        return path.get(name);
    }

    /** A field of the query or the form, without spaces around it; empty when it is not there. */
    String field(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** Every value of a field, such as the ticked boxes of a list. */
    List<String> fields(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : Arrays.asList(values);
    }

    /** Whether htmx asks for a part of a page. */
    boolean wantsPart() {
        return request.getHeader("HX-Request") != null;
    }

    /** Path and query, as the address bar has them. */
    String address() {
        return request.getRequestURI()
                + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    /** Those fields of the query that the call knows and that are not empty. */
    Map<String, String> queryFor(String operationId) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String name : api.parameters(operationId)) {
            if (!field(name).isEmpty()) {
                query.put(name, field(name));
            }
        }
        return query;
    }

    /**
     * The page's own address with one field of the query changed, for links to the next page or
     * another order.
     *
     * @param value empty to leave it out
     * @param dropped fields that lose their meaning with it
     */
    String addressWith(String name, String value, String... dropped) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(request.getParameterMap().keySet());
        names.removeAll(Arrays.asList(dropped));
        names.remove(name);
        names.forEach(one -> query.put(one, fields(one)));
        if (!value.isEmpty()) {
            query.put(name, List.of(value));
        }
        String text =
                query.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getValue().stream()
                                                .filter(one -> !one.isEmpty())
                                                .map(
                                                        one ->
                                                                encode(entry.getKey())
                                                                        + "="
                                                                        + encode(one)))
                        .collect(Collectors.joining("&"));
        return request.getRequestURI() + (text.isEmpty() ? "" : "?" + text);
    }

    /** The address of the next page of a list that the API has answered; empty on the last. */
    String next(JsonNode list) {
        return list.path("next").isTextual()
                ? addressWith("after", list.path("next").asText(), "page")
                : "";
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- Calls of the API

    boolean may(String operationId) {
        return api.may(caller(), operationId);
    }

    /** Why the caller may not; empty for one who may. */
    String whyNot(String operationId) {
        return may(operationId) ? "" : api.needed(operationId);
    }

    JsonNode get(String operationId, Map<String, String> query) {
        return api.call(caller(), operationId, path, query, null);
    }

    JsonNode get(String operationId) {
        return get(operationId, Map.of());
    }

    JsonNode post(String operationId, Map<String, ?> body) {
        return call(operationId, path, body);
    }

    /**
     * A call with a body, for something other than what the page's path names.
     *
     * @param body null for none; empty values are left out
     */
    JsonNode call(String operationId, Map<String, String> variables, Map<String, ?> body) {
        return api.call(
                caller(),
                operationId,
                variables,
                Map.of(),
                body == null ? null : withoutEmpty(body));
    }

    /** The same with a body that is sent as it is, empty values too. */
    JsonNode callWith(String operationId, Map<String, String> variables, JsonNode body) {
        return api.call(caller(), operationId, variables, Map.of(), body);
    }

    /** A call that has a query as well. */
    JsonNode callWith(
            String operationId,
            Map<String, String> variables,
            Map<String, String> query,
            JsonNode body) {
        return api.call(caller(), operationId, variables, query, body);
    }

    /** A call that is answered in texts or bytes, each made when the one before is taken. */
    Iterator<?> pieces(String operationId, Map<String, String> query) {
        return api.pieces(caller(), operationId, query);
    }

    ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    JsonNode json(Object value) {
        return Json.mapper().valueToTree(value);
    }

    /** What a field of the form says as a whole number. */
    int number(String name) {
        try {
            return Integer.parseInt(field(name));
        } catch (NumberFormatException e) {
            throw Refused.because(422, "The field \"" + name + "\" must be a whole number.");
        }
    }

    private static ObjectNode withoutEmpty(Map<String, ?> body) {
        ObjectNode node = Json.mapper().valueToTree(body);
        node.properties()
                .removeIf(
                        entry ->
                                entry.getValue().isNull()
                                        || (entry.getValue().isTextual()
                                                && entry.getValue().textValue().isEmpty()));
        return node;
    }

    /** The secret in the browser's cookie; empty when there is none. */
    String secret() {
        return Authentication.secret(request).orElse("");
    }
}
