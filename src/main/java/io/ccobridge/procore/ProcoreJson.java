package io.ccobridge.procore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern LIST_END = Pattern.compile("]\\s*}?\\s*\\z");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,?\\s*");
    private static final Pattern NEXT_OBJECT = Pattern.compile("\\s*,\\s*(?=\\{)");

    private ProcoreJson() {}

    /**
     * The value that a body holds.
     *
     * @throws IllegalArgumentException when it is not JSON; the message goes on after "is"
     */
    static JsonNode read(String body) {
        // some proxies put a byte order mark in front
        String json = body.startsWith("\uFEFF") ? body.substring(1) : body;
        try {
            return parsed(json);
        } catch (IOException | NumberFormatException e) {
            return new ListCutter(json).documents();
        }
    }

    private static JsonNode parsed(String text) throws IOException {
        JsonNode node = READER.readTree(text);
        if (node == null || node.isMissingNode()) {
            throw new IllegalArgumentException("empty");
        }
        return node;
    }

    /** Takes the list that a body is, or has under {@code data}, one document at a time. */
    private static final class ListCutter {

        private final String body;
        private final char[] characters;
        private final int listEnd;

        ListCutter(String body) {
            this.body = body;
            this.characters = body.toCharArray();
            Matcher end = LIST_END.matcher(body);
            // without its end it was cut off on the way, and is better asked for again
            this.listEnd = end.find() ? end.start() : -1;
        }

        ArrayNode documents() {
            ArrayNode documents = Json.mapper().createArrayNode();
            int at = after(SEPARATOR, listStart());
            while (at < listEnd) {
                int end = endOfDocument(at);
                documents.add(document(body.substring(at, end)));
                at = after(SEPARATOR, end);
            }
            return documents;
        }

        private int listStart() {
            try (JsonParser parser = CUTTER.createParser(body)) {
                if (listEnd >= 0 && atList(parser)) {
                    return (int) parser.currentLocation().getCharOffset();
                }
                throw new IllegalArgumentException("not JSON");
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

        /** Of one that has no end of its own: before the next that is whole, or with the list. */
        private int endOfDocument(int start) {
            int end = endOfValue(start);
            if (end > 0) {
                return end;
            }
            Matcher next = NEXT_OBJECT.matcher(body).region(start, listEnd);
            while (next.find()) {
                if (endOfValue(next.end()) > 0) {
                    return next.start();
                }
            }
            return listEnd;
        }

        /** Where the value ends that begins here; 0 when none does that belongs to the list. */
        private int endOfValue(int start) {
            try (JsonParser parser =
                    CUTTER.createParser(characters, start, characters.length - start)) {
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                int end = start + (int) parser.currentLocation().getCharOffset();
                int behind = after(SEPARATOR, end);
                boolean separated = body.substring(end, behind).contains(",");
                return separated || behind == listEnd ? end : 0;
            } catch (IOException e) {
                return 0;
            }
        }

        private int after(Pattern pattern, int at) {
            Matcher matcher = pattern.matcher(body).region(at, body.length());
            return matcher.lookingAt() ? matcher.end() : at;
        }

        private static JsonNode document(String text) {
            try {
                return parsed(text);
            } catch (IOException | NumberFormatException e) {
                return TextNode.valueOf(text);
            }
        }
    }
}
