package io.ccobridge.procore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ccobridge.json.Json;
import java.io.IOException;

/**
 * Reads what Procore answers. One document that cannot be read does not take its page with it: it
 * becomes a text that holds what was sent, and the others are read.
 */
final class ProcoreJson {

    private static final ObjectReader READER =
            Json.mapper().reader().with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

    // it only finds where a document begins and ends, so nothing in it is too deep or too long
    private static final JsonFactory CUTTER =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build();

    private ProcoreJson() {}

    /**
     * The value that a body holds.
     *
     * @throws IllegalArgumentException when it is not JSON; the message goes on after "is"
     */
    static JsonNode read(String body) {
        try {
            return parsed(body);
        } catch (IOException | NumberFormatException e) {
            return cut(body);
        }
    }

    private static JsonNode parsed(String text) throws IOException {
        JsonNode node = READER.readTree(text);
        if (node == null || node.isMissingNode()) {
            throw new IllegalArgumentException("empty");
        }
        return node;
    }

    /** The list that a body is or has under {@code data}, read one document at a time. */
    private static ArrayNode cut(String body) {
        ArrayNode documents = Json.mapper().createArrayNode();
        try (JsonParser parser = CUTTER.createParser(body)) {
            if (!atList(parser)) {
                throw new IllegalArgumentException("not JSON");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                documents.add(next(parser, body));
            }
            return documents;
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static boolean atList(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            if (parser.currentName().equals("data")) {
                return parser.currentToken() == JsonToken.START_ARRAY;
            }
            parser.skipChildren();
        }
        return first == JsonToken.START_ARRAY;
    }

    private static JsonNode next(JsonParser parser, String body) throws IOException {
        if (parser.currentToken() == null) {
            throw new IllegalArgumentException("cut off");
        }
        if (parser.currentToken().isScalarValue()) {
            return TextNode.valueOf(parser.getText());
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        String document = body.substring(from, (int) parser.currentLocation().getCharOffset());
        try {
            return parsed(document);
        } catch (JsonProcessingException | NumberFormatException e) {
            return TextNode.valueOf(document);
        }
    }
}
