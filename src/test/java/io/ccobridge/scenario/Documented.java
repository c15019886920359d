package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.json.Json;
import java.util.stream.StreamSupport;

/** What the OpenAPI document says about an answer. */
final class Documented {

    private static final JsonNode DOCUMENT = ApiDocument.ofThisProgram().json();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private Documented() {}

    /** The answer, which must be what the operation's first response is said to be. */
    static JsonNode fits(String operationId, JsonNode answer) {
        JsonNode response =
                resolve(
                        operation(operationId)
                                .path("responses")
                                .properties()
                                .iterator()
                                .next()
                                .getValue());
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.set("components", DOCUMENT.get("components"));
        schema.putArray("allOf").add(response.at("/content/application~1json/schema"));
        assertThat(SCHEMAS.getSchema(schema).validate(answer))
                .as("%s: %s", operationId, answer)
                .isEmpty();
        return answer;
    }

    private static JsonNode operation(String id) {
        return StreamSupport.stream(DOCUMENT.path("paths").spliterator(), false)
                .flatMap(path -> StreamSupport.stream(path.spliterator(), false))
                .filter(operation -> operation.path("operationId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + id));
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }
}
