package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the OpenAPI document of the bridge says about a request. */
final class Contract {

    private static final JsonNode DOCUMENT = ApiDocument.ofThisProgram().json();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private Contract() {}

    /**
     * What is wrong with a request; the values of its query are left to the bridge.
     *
     * @param path below /api/v1
     * @param query null: none
     */
    static List<String> violations(
            String method, String path, String query, String contentType, String body) {
        return DOCUMENT.path("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                // a path without variables comes before one with
                .min(Map.Entry.comparingByKey((a, b) -> a.indexOf('{') - b.indexOf('{')))
                .map(entry -> violations(entry.getValue(), method, query, contentType, body))
                .orElse(List.of(method + " " + path + " is no call"));
    }

    private static List<String> violations(
            JsonNode path, String method, String query, String contentType, String body) {
        JsonNode operation = path.path(method.toLowerCase(Locale.ROOT));
        List<String> known =
                Stream.concat(stream(path.path("parameters")), stream(operation.path("parameters")))
                        .map(Contract::resolve)
                        .map(parameter -> parameter.path("name").asText())
                        .toList();
        List<String> found = new ArrayList<>();
        if (query != null) {
            Arrays.stream(query.split("&"))
                    .map(pair -> URLDecoder.decode(pair.split("=")[0], StandardCharsets.UTF_8))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> found.add("unknown parameter " + name));
        }
        JsonNode expected = resolve(operation.path("requestBody"));
        if (!body.isEmpty() || expected.path("required").asBoolean()) {
            String type = String.valueOf(contentType).split(";")[0];
            JsonNode content = expected.path("content").path(type);
            if (content.isMissingNode()) {
                found.add("a body of " + contentType);
            } else if (type.equals("application/json")) {
                found.addAll(violations(content.path("schema"), body));
            }
        }
        return found;
    }

    private static List<String> violations(JsonNode schema, String body) {
        ObjectNode alone = Json.mapper().createObjectNode();
        alone.set("components", DOCUMENT.get("components"));
        alone.putArray("allOf").add(schema);
        return SCHEMAS.getSchema(alone).validate(Json.read(body)).stream()
                .map(message -> message + " in " + body)
                .toList();
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }
}
