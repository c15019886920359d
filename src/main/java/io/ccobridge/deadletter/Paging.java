package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Which page of a list with the newest first is wanted: by its number, or what follows a cursor.
 *
 * @param before only ids below this; the page's number does not count when a cursor is given
 */
record Paging(int page, int perPage, long before, long offset) {

    static final Set<String> NAMES = Set.of("page", "per_page", "after");

    private static final int USUAL = 50;
    private static final int MOST = 200;

    /** Reads page, per_page and after; 400 when one of them is wrong. */
    static Paging of(Map<String, String> query) {
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        int perPage = number(query, "per_page", USUAL, MOST);
        String after = query.get("after");
        return after == null
                ? new Paging(page, perPage, Long.MAX_VALUE, (page - 1L) * perPage)
                : new Paging(page, perPage, id(after), 0);
    }

    /** What stands for "after this one" on the outside. */
    static String cursor(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    }

    private static long id(String cursor) {
        try {
            return Long.parseLong(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("after", "after is the next of an earlier answer.");
        }
    }

    static int number(Map<String, String> query, String name, int usual, int most) {
        String text = query.get(name);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, most);
        }
        throw wrong(name, most);
    }

    private static Refusal wrong(String name, int most) {
        return Refusal.malformed(name, name + " is a whole number from 1 to " + most + ".");
    }
}
