package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Procore's error bodies come in many shapes (facts/procore-api.md 4.4); this finds the words in
 * any of them.
 */
final class ErrorBody {

    private static final int LONGEST = 200;
    private static final Set<String> SAID =
            Set.of("message", "error_description", "reason", "errors", "error", "base", "details");

    private ErrorBody() {}

    /** What a body says, on one line, at most 200 characters; empty when it says nothing. */
    static String words(String body) {
        if (body == null || body.isBlank() || body.stripLeading().startsWith("<")) {
            return "";
        }
        try {
            return words(Json.read(body));
        } catch (IllegalArgumentException notJson) {
            return shortened(body);
        }
    }

    static String words(JsonNode body) {
        List<String> words = new ArrayList<>();
        collect(body, words, 0);
        return shortened(String.join("; ", words.stream().distinct().toList()));
    }

    private static void collect(JsonNode node, List<String> words, int depth) {
        if (depth > 5) {
            return;
        }
        if (node.isTextual()) {
            words.add(node.textValue());
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, words, depth + 1));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            field -> {
                                if (field.getKey().equals("fields")) {
                                    named(field.getValue(), words);
                                } else if (SAID.contains(field.getKey())) {
                                    collect(field.getValue(), words, depth + 1);
                                }
                            });
        }
    }

    private static void named(JsonNode fields, List<String> words) {
        fields.properties()
                .forEach(
                        field ->
                                words.add(
                                        field.getKey()
                                                + " "
                                                + (field.getValue().isTextual()
                                                        ? field.getValue().textValue()
                                                        : field.getValue().toString())));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
