package io.ccobridge.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import io.ccobridge.changeorder.Role;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The OpenAPI document, and the operations that it describes. */
public final class ApiDocument {

    private static final int USUAL_BODY_LIMIT = 1 << 20;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonSchemaFactory schemas = schemaFactory();
    private final SchemaValidatorsConfig schemasConfig =
            SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .errorMessageKeyword("x-message")
                    .pathType(PathType.LEGACY)
                    .build();
    private final JsonNode document;
    private final List<Operation> operations;

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.operations = List.copyOf(readOperations());
    }

    /** The document of this program, from {@code api/openapi.yaml} on the class path. */
    public static ApiDocument ofThisProgram() {
        try (InputStream yaml =
                ApiDocument.class.getClassLoader().getResourceAsStream("api/openapi.yaml")) {
            return new ApiDocument(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole document; the caller leaves it as it is. */
    public JsonNode json() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /**
     * The HTTP methods that a path knows. A path without parameters comes before one with: {@code
     * /change-orders/accept} is no change order.
     *
     * @param path below {@code /api/v1}, decoded
     * @return empty when there is no such path
     */
    SortedSet<String> methodsOf(String path) {
        SortedSet<String> literal = new TreeSet<>();
        SortedSet<String> matching = new TreeSet<>();
        for (Operation operation : operations) {
            if (operation.path().match(path).isPresent()) {
                (operation.path().literal() ? literal : matching).add(operation.method());
            }
        }
        return literal.isEmpty() ? matching : literal;
    }

    /** A schema of the document that may point at others of it. */
    JsonSchema schema(JsonNode schema) {
        ObjectNode alone = Json.mapper().createObjectNode();
        alone.set("components", document.get("components"));
        alone.putArray("allOf").add(schema);
        return schemas.getSchema(alone, schemasConfig);
    }

    /** Knows beside the words of JSON Schema those of OpenAPI that say nothing about validity. */
    private static JsonSchemaFactory schemaFactory() {
        JsonMetaSchema words =
                JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                        .keyword(new NonValidationKeyword("components"))
                        .keyword(new NonValidationKeyword("example"))
                        .keyword(new NonValidationKeyword("x-message"))
                        .format(new EmailFormat())
                        .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(words.getIri())
                .metaSchema(words)
                .build();
    }

    private List<Operation> readOperations() {
        List<Operation> found = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue().properties().stream()
                                        .filter(entry -> METHODS.contains(entry.getKey()))
                                        .forEach(
                                                entry ->
                                                        found.add(
                                                                readOperation(
                                                                        path.getKey(),
                                                                        path.getValue(),
                                                                        entry.getKey(),
                                                                        entry.getValue()))));
        return found;
    }

    private Operation readOperation(
            String path, JsonNode pathItem, String method, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        pathItem.path("parameters").forEach(one -> parameters.add(readParameter(one)));
        operation.path("parameters").forEach(one -> parameters.add(readParameter(one)));
        Map.Entry<String, JsonNode> answer =
                operation.get("responses").properties().iterator().next();
        Iterator<String> mediaTypes = resolve(answer.getValue()).path("content").fieldNames();
        return new Operation(
                operation.get("operationId").textValue(),
                method.toUpperCase(Locale.ROOT),
                new PathTemplate(path),
                operation.get("summary").textValue(),
                readDoor(operation),
                readRoles(operation),
                parameters,
                readBody(operation),
                Integer.parseInt(answer.getKey()),
                mediaTypes.hasNext() ? mediaTypes.next() : null);
    }

    private static Operation.Door readDoor(JsonNode operation) {
        JsonNode security = operation.path("security");
        if (security.isMissingNode()) {
            return Operation.Door.CALLER;
        }
        return security.isEmpty() ? Operation.Door.OPEN : Operation.Door.WEBHOOK;
    }

    private static Set<Role> readRoles(JsonNode operation) {
        List<String> words = new ArrayList<>();
        operation.path("x-roles").forEach(word -> words.add(word.textValue()));
        return words.stream().map(Role::of).collect(toUnmodifiableSet());
    }

    private Parameter readParameter(JsonNode node) {
        JsonNode parameter = resolve(node);
        JsonNode schema = parameter.get("schema");
        return new Parameter(
                parameter.get("name").textValue(),
                "path".equals(parameter.get("in").textValue()),
                parameter.path("required").booleanValue(),
                "integer".equals(resolve(schema).path("type").textValue()),
                schema(schema));
    }

    private RequestBody readBody(JsonNode operation) {
        if (!operation.has("requestBody")) {
            return null;
        }
        JsonNode body = resolve(operation.get("requestBody"));
        Map<String, JsonSchema> byType = new HashMap<>();
        body.get("content")
                .properties()
                .forEach(
                        content ->
                                byType.put(
                                        content.getKey(),
                                        schema(content.getValue().get("schema"))));
        return new RequestBody(
                body.path("required").booleanValue(),
                operation.path("x-max-bytes").asInt(USUAL_BODY_LIMIT),
                byType);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref")
                ? document.at(node.get("$ref").textValue().substring("#".length()))
                : node;
    }
}
