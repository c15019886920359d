package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As lists show them, for pages that have their ids only. */
final class ChangeOrdersById {

    private ChangeOrdersById() {}

    /**
     * @param ids at most {@link Decisions#MOST}, each once
     * @return by id; without those that the bridge does not know
     */
    static Map<String, JsonNode> of(Visit visit, Collection<String> ids) {
        Map<String, JsonNode> items = new HashMap<>();
        // what was synced long ago is in the archive
        for (String view : List.of("all", "archived")) {
            if (items.size() < ids.size()) {
                visit.callWith(
                                "listChangeOrders",
                                Map.of(),
                                Map.of(
                                        "view",
                                        view,
                                        "ids",
                                        String.join(",", ids),
                                        "per_page",
                                        Integer.toString(Decisions.MOST)),
                                null)
                        .path("items")
                        .forEach(item -> items.put(item.path("id").asText(), item));
            }
        }
        return items;
    }
}
