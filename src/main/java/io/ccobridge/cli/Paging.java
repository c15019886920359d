package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which page of a list. */
final class Paging {

    private static final String MOST_A_PAGE = "200";

    @Option(names = "--page", paramLabel = "N", description = "The page, from 1.")
    private Integer page;

    @Option(
            names = "--per-page",
            paramLabel = "N",
            description = "How many a page; at most " + MOST_A_PAGE + ".")
    private Integer perPage;

    void addTo(Map<String, String> parameters) {
        Given.put(parameters, "page", page);
        Given.put(parameters, "per_page", perPage);
    }

    /** The items of all pages. */
    static ArrayNode all(BridgeClient bridge, Map<String, String> filter, String... path) {
        ArrayNode items = Json.mapper().createArrayNode();
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("per_page", MOST_A_PAGE);
        JsonNode answer;
        do {
            answer = bridge.get(query, path);
            answer.path("items").forEach(items::add);
            query.put("after", Text.of(answer, "next"));
        } while (!Text.of(answer, "next").isEmpty());
        return items;
    }

    /**
     * For example {@code 3 of 240 CCOs, page 2 of 5}.
     *
     * @param one what one item is called
     */
    static String summary(JsonNode list, String one) {
        int here = list.path("items").size();
        long total = list.path("total").asLong(here);
        long perPage = Math.max(1, list.path("per_page").asLong(here));
        if (here >= total) {
            return Text.counted(here, one);
        }
        String more = list.path("total_capped").asBoolean() ? "more than " : "";
        return "%,d of %s%s, page %d of %s%,d"
                .formatted(
                        here,
                        more,
                        Text.counted(total, one),
                        list.path("page").asLong(1),
                        more,
                        (total + perPage - 1) / perPage);
    }
}
