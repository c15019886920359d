package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of Procore, page by page. {@code Link} says whether there is another page; where it is
 * missing, {@code Total} does, else a full page means that there may be one (facts/procore-api.md
 * 1.3, 4.1). A list that ignores paging and comes whole each time is read once.
 *
 * <p>After {@link #next()} failed, the iteration goes on behind that page if Procore has told how
 * many there are.
 */
final class Pages implements Iterator<List<JsonNode>> {

    private static final Pattern LINK =
            Pattern.compile(
                    "<([^>]*)>\\s*;[^,<]*rel\\s*=\\s*\"?(\\w+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAGE = Pattern.compile("(?:^|&)page=(\\d{1,9})(?:&|$)");

    private final ProcoreClient client;
    private final String path;
    private final Query query;
    private final int perPage;
    private int next = 1;
    private int last;
    private List<JsonNode> previous = List.of();

    Pages(ProcoreClient client, String path, Query query, int perPage) {
        this.client = client;
        this.path = path;
        this.query = query;
        this.perPage = perPage;
    }

    /** All rows of all pages. */
    static List<JsonNode> all(ProcoreClient client, String path, Query query, int perPage) {
        List<JsonNode> rows = new ArrayList<>();
        new Pages(client, path, query, perPage).forEachRemaining(rows::addAll);
        return rows;
    }

    @Override
    public boolean hasNext() {
        return next > 0;
    }

    /**
     * @throws ProcoreException when this page cannot be had
     */
    @Override
    public List<JsonNode> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int number = next;
        next = number < last ? number + 1 : 0;
        ProcoreClient.Reply reply =
                client.get(path, query.with("page", number).with("per_page", perPage));
        List<JsonNode> rows = rows(reply);
        if (!rows.isEmpty() && rows.equals(previous)) {
            next = 0;
            return List.of();
        }
        previous = rows;
        next = following(reply.answer(), number, rows.size());
        return rows;
    }

    private List<JsonNode> rows(ProcoreClient.Reply reply) {
        // v1 answers a bare array, v2 wraps it
        JsonNode list = reply.body().isObject() ? reply.body().path("data") : reply.body();
        if (!list.isArray()) {
            throw new ProcoreException(
                    reply.answer().status(), "Procore's answer to " + path + " is not a list");
        }
        List<JsonNode> rows = new ArrayList<>(list.size());
        list.forEach(rows::add);
        return rows;
    }

    private int following(Answer answer, int number, int rows) {
        String links = answer.header("Link").orElse("");
        long size = Math.max(1, answer.number("Per-Page").orElse(perPage));
        OptionalLong total = answer.number("Total");
        last = Math.max(page(links, "last"), last);
        if (total.isPresent()) {
            last = (int) Math.min(Integer.MAX_VALUE, (total.getAsLong() + size - 1) / size);
        }
        if (!links.isEmpty()) {
            int linked = page(links, "next");
            return linked > number ? linked : 0;
        }
        if (total.isPresent()) {
            return rows > 0 && rows <= size && number < last ? number + 1 : 0;
        }
        return rows == size ? number + 1 : 0;
    }

    /** The page that a link of that kind leads to, or 0. */
    private static int page(String links, String kind) {
        Matcher link = LINK.matcher(links);
        while (link.find()) {
            if (link.group(2).equalsIgnoreCase(kind)) {
                Matcher page = PAGE.matcher(queryOf(link.group(1)));
                return page.find() ? Integer.parseInt(page.group(1)) : 0;
            }
        }
        return 0;
    }

    private static String queryOf(String url) {
        int at = url.indexOf('?');
        return at < 0 ? "" : url.substring(at + 1);
    }
}
