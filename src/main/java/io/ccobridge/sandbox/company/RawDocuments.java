package io.ccobridge.sandbox.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents that are answered as they were given, found by their id where one can be read. */
public final class RawDocuments {

    private final Map<String, String> documents = new LinkedHashMap<>();

    void put(String json) {
        documents.put(idOf(json).orElse(json), json);
    }

    void clear() {
        documents.clear();
    }

    /** Those that a list filtered for an id shows: the ones with that id, and any without. */
    public List<String> listed(Optional<Long> id) {
        return documents.entrySet().stream()
                .filter(d -> id.isEmpty() || isOrHasNone(d, String.valueOf(id.get())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isOrHasNone(Map.Entry<String, String> document, String id) {
        return document.getKey().equals(id) || document.getKey().equals(document.getValue());
    }

    public Optional<String> find(long id) {
        return Optional.ofNullable(documents.get(String.valueOf(id)));
    }

    private static Optional<String> idOf(String json) {
        try {
            JsonNode id = Json.read(json).path("id");
            return id.isIntegralNumber() || id.isTextual()
                    ? Optional.of(id.asText())
                    : Optional.empty();
        } catch (IllegalArgumentException notJson) {
            // that is what it is put there for
            return Optional.empty();
        }
    }
}
