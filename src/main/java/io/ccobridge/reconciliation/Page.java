package io.ccobridge.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Which page is wanted. A cursor carries the moment of the first page, so that all pages are of one
 * moment whatever happens meanwhile.
 *
 * @param number of the page, 1 when it was reached by a cursor
 * @param asOf of a cursor; null without one
 */
record Page(int number, int size, int offset, Instant asOf) {

    /** Beyond this a total is not counted, and a page is not reached by its number. */
    static final int COUNTED = 10_000;

    private static final int USUAL = 50;
    private static final int LARGEST = 200;

    static Page of(Map<String, String> query) {
        int size = number(query, "per_page", USUAL, LARGEST);
        int page = number(query, "page", 1, COUNTED);
        String after = query.get("after");
        if (after != null) {
            return of(after, page, size);
        }
        if ((long) page * size > COUNTED) {
            throw Refusal.malformed(
                    "page",
                    "page reaches the first 10,000 entries; beyond them follow next with after.");
        }
        return new Page(page, size, (page - 1) * size, null);
    }

    private static Page of(String cursor, int page, int size) {
        try {
            JsonNode position =
                    Json.read(
                            new String(
                                    Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            int offset = position.path("offset").asInt(-1);
            if (offset >= 0) {
                return new Page(page, size, offset, Instant.parse(position.path("as_of").asText()));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrongCursor();
        }
        throw wrongCursor();
    }

    private static Refusal wrongCursor() {
        return Refusal.malformed("after", "after is the next of an earlier answer.");
    }

    <T> List<T> cut(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + size));
    }

    /** Null on the last page. */
    String next(int total, Instant moment) {
        if ((long) offset + size >= total) {
            return null;
        }
        JsonNode position =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("as_of", moment.toString())
                        .put("offset", offset + size);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(position).getBytes(StandardCharsets.UTF_8));
    }

    private static int number(Map<String, String> query, String name, int usual, int most) {
        String text = query.getOrDefault(name, Integer.toString(usual));
        if (!text.matches("[0-9]{1,6}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > most) {
            throw Refusal.malformed(name, name + " is a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }
}
