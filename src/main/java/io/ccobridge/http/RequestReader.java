package io.ccobridge.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import io.ccobridge.changeorder.Refusal.FieldError;
import io.ccobridge.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** Takes out of a request what the OpenAPI document says is in it, and turns away the rest. */
final class RequestReader {

    // a name that comes twice would be read one way here and another way by somebody else
    private static final ObjectReader STRICT_JSON =
            Json.mapper().reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final int DRAINED = 16 << 20;

    private final Operation operation;

    RequestReader(Operation operation) {
        this.operation = operation;
    }

    /** The path's variables; a value that no id or name can have is an unknown one. */
    Map<String, String> pathVariables(HttpServletRequest request) {
        Map<String, String> variables =
                operation
                        .path()
                        .match(request.getPathInfo())
                        .orElseThrow(() -> new IllegalStateException("not this path"));
        check(variables);
        return variables;
    }

    /** Checks the values of the path's variables. */
    void check(Map<String, String> variables) {
        for (Parameter parameter : operation.parameters()) {
            if (parameter.inPath()
                    && !violations(parameter, variables.get(parameter.name())).isEmpty()) {
                throw NotAdmitted.because(
                        404,
                        "There is no "
                                + parameter.name()
                                + " \""
                                + variables.get(parameter.name())
                                + "\".");
            }
        }
    }

    /** The query's parameters, each known, well formed and there once. */
    Map<String, String> query(HttpServletRequest request) {
        Fields given = new Fields(true);
        if (request.getQueryString() != null) {
            try {
                UrlEncoded.decodeUtf8To(request.getQueryString(), given);
            } catch (IllegalArgumentException e) {
                throw NotAdmitted.because(400, "The query is not URL-encoded UTF-8.");
            }
        }
        return query(given);
    }

    /** The same of a query that is decoded already. */
    Map<String, String> query(Fields given) {
        Map<String, String> known = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            Fields.Field field = given.remove(parameter.name());
            if (parameter.inPath() || (field == null && !parameter.required())) {
                continue;
            }
            String value = field == null ? null : field.getValue();
            errors.addAll(
                    field != null && field.getValues().size() > 1
                            ? List.of(new FieldError(parameter.name(), "is there more than once"))
                            : violations(parameter, value));
            known.put(parameter.name(), value);
        }
        given.forEach(field -> errors.add(new FieldError(field.getName(), "is not known")));
        if (!errors.isEmpty()) {
            throw NotAdmitted.because(400, detail("parameter", errors), errors);
        }
        return known;
    }

    /** A JSON node, a text, or null when the request has no body and needs none. */
    Object body(HttpServletRequest request) throws IOException {
        RequestBody expected = operation.body();
        if (expected == null) {
            return null;
        }
        byte[] bytes = bytes(request, expected.maxBytes());
        if (bytes.length == 0) {
            if (expected.required()) {
                throw NotAdmitted.because(400, "This call needs a body.");
            }
            return null;
        }
        String mediaType = mediaType(request, expected);
        return mediaType.equals("application/json")
                ? json(bytes, expected.schemas().get(mediaType))
                : text(bytes);
    }

    private static byte[] bytes(HttpServletRequest request, int limit) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            // a client that is still sending would find the connection broken, and no answer
            request.getInputStream().skip(DRAINED);
            throw NotAdmitted.because(413, "The body has more than " + limit + " bytes.");
        }
        return bytes;
    }

    private static String mediaType(HttpServletRequest request, RequestBody expected) {
        String given = request.getContentType() == null ? "" : request.getContentType();
        String mediaType =
                MimeTypes.getContentTypeWithoutCharset(given).trim().toLowerCase(Locale.ROOT);
        String charset = MimeTypes.getCharsetFromContentType(given);
        if (!expected.schemas().containsKey(mediaType)
                || (charset != null && !charset.equalsIgnoreCase("utf-8"))
                || request.getHeader("Content-Encoding") != null) {
            throw NotAdmitted.because(
                    415,
                    "The body must be "
                            + String.join(" or ", expected.schemas().keySet())
                            + " in UTF-8, not compressed.");
        }
        return mediaType;
    }

    private static JsonNode json(byte[] bytes, JsonSchema schema) throws IOException {
        JsonNode node;
        try {
            node = STRICT_JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw NotAdmitted.because(400, "The body is not JSON" + where(e.getLocation()) + ".");
        }
        return checked(node, schema);
    }

    /** The body itself, when it is as the document says. */
    static JsonNode checked(JsonNode node, JsonSchema schema) {
        List<FieldError> errors = SchemaViolations.of(schema, node);
        if (!errors.isEmpty()) {
            throw NotAdmitted.because(422, detail("field", errors), errors);
        }
        return node;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw NotAdmitted.because(400, "The body is not UTF-8.");
        }
    }

    private static List<FieldError> violations(Parameter parameter, String value) {
        if (value == null) {
            return List.of(new FieldError(parameter.name(), "is needed"));
        }
        List<FieldError> errors = SchemaViolations.of(parameter.schema(), node(parameter, value));
        return errors.isEmpty()
                ? errors
                : List.of(new FieldError(parameter.name(), SchemaViolations.text(errors)));
    }

    private static JsonNode node(Parameter parameter, String value) {
        return parameter.integer() && value.matches("-?[0-9]{1,30}")
                ? JsonNodeFactory.instance.numberNode(new BigInteger(value))
                : JsonNodeFactory.instance.textNode(value);
    }

    private static String detail(String what, List<FieldError> errors) {
        FieldError first = errors.get(0);
        String sentence =
                first.field().isEmpty()
                        ? "The body " + first.message()
                        : "The " + what + " \"" + first.field() + "\" " + first.message();
        return errors.size() == 1
                ? sentence + "."
                : sentence + ", and " + (errors.size() - 1) + " more.";
    }

    private static String where(JsonLocation location) {
        return location == null
                ? ""
                : ": look at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
