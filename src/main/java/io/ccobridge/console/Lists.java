package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.access.SavedViews;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.http.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of change orders by where they stand. Filters and order are in the address, so that a
 * view can be kept as a bookmark and sent to somebody.
 */
final class Lists {

    /**
     * How many rows a page may have; the first is what it has unless more are asked for. A browser
     * needs about half of the time of a list for its rows.
     */
    private static final List<String> ROWS = List.of("25", "50", "100", "200");

    /** The orders that a list may have, in words. */
    static final Map<String, String> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("id", "First found first");
        ORDERS.put("-id", "Last found first");
        ORDERS.put("number", "Change order");
        ORDERS.put("-number", "Change order, last first");
        ORDERS.put("project", "Project");
        ORDERS.put("-project", "Project, last first");
        ORDERS.put("vendor", "Vendor");
        ORDERS.put("-vendor", "Vendor, last first");
        ORDERS.put("-total", "Largest amount first");
        ORDERS.put("total", "Smallest amount first");
        ORDERS.put("-date_created", "Newest first");
        ORDERS.put("date_created", "Oldest first");
        ORDERS.put("-updated_at", "Last change first");
        ORDERS.put("updated_at", "Longest unchanged first");
    }

    private static final List<String> FILTERS =
            List.of(
                    "q",
                    "ids",
                    "project",
                    "vendor",
                    "min_amount",
                    "max_amount",
                    "min_age",
                    "waits_for");

    /**
     * A list.
     *
     * @param view the API's name for it, which is its path as well
     * @param empty what is said when nothing is in it
     * @param sort its order unless another is asked for: what is to be done, as it came; what was
     *     done, the newest first
     */
    public record View(
            String view, String title, String says, String empty, String sort, boolean decides) {}

    private static final List<View> VIEWS =
            List.of(
                    new View(
                            "ready",
                            "Ready to export",
                            "Change orders that wait for accounting.",
                            "Nothing waits for accounting. What is approved in Procore and meets every requirement comes here by itself.",
                            "id",
                            true),
                    new View(
                            "accepted",
                            "On its way",
                            "Accepted; on the way to Spectrum.",
                            "Nothing is on its way. What accounting accepts is sent to Spectrum from here.",
                            "id",
                            false),
                    new View(
                            "synced",
                            "Synced",
                            "Spectrum holds every line of these.",
                            "Nothing has been synced yet.",
                            "-updated_at",
                            false),
                    new View(
                            "returned",
                            "Returned",
                            "Retrieved, rejected or unlinked; a project manager may send them again.",
                            "Nothing has been returned.",
                            "-updated_at",
                            false),
                    new View(
                            "all",
                            "All change orders",
                            "Every change order that the bridge knows.",
                            "The bridge has not found a change order yet. The next poll of Procore brings what is approved.",
                            "-updated_at",
                            false));

    private final SavedViews savedViews;

    Lists(SavedViews savedViews) {
        this.savedViews = savedViews;
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        for (View view : VIEWS) {
            String path = view.view().equals("all") ? "/change-orders" : "/" + view.view();
            pages.add(Page.get(path, visit -> list(visit, view)));
        }
        pages.add(Page.post("/views", this::keepView));
        pages.add(Page.post("/views/delete", this::deleteView));
        return pages;
    }

    private Reply list(Visit visit, View view) {
        Map<String, String> query = new LinkedHashMap<>(visit.queryFor("listChangeOrders"));
        if (!view.view().equals("all")) {
            query.put("view", view.view());
        }
        query.putIfAbsent("view", "all");
        readableAmount(query, "min_amount");
        readableAmount(query, "max_amount");
        query.putIfAbsent("per_page", ROWS.get(0));
        query.putIfAbsent("sort", view.sort());
        Map<String, Object> model = new HashMap<>();
        JsonNode page;
        try {
            page = visit.get("listChangeOrders", query);
        } catch (Refused e) {
            if (e.problem().status() != 400) {
                throw e;
            }
            // a filter that cannot be read is mended where it was typed
            page = visit.json(Map.of("items", List.of(), "total", 0, "total_capped", false));
            query.putAll(visit.queryFor("listChangeOrders"));
            model.put("wrong", e.problem());
        }
        model.put("view", view);
        model.put("orders", ORDERS);
        model.put("page", page);
        model.put("query", query);
        model.put("live", visit.address());
        model.put("projects", visit.get("getStatistics").path("projects"));
        model.put("filtered", FILTERS.stream().anyMatch(query::containsKey));
        model.put("thisView", visit.addressWith("after", "", "page"));
        model.put(
                "savedViews",
                savedViews.of(visit.caller().name(), visit.request().getServletPath()));
        model.put("next", visit.next(page));
        model.put(
                "first",
                visit.field("after").isEmpty() ? "" : visit.addressWith("after", "", "page"));
        model.put(
                "sortBy",
                new TextFunction(
                        field -> {
                            String now = query.get("sort");
                            return visit.addressWith(
                                    "sort",
                                    now.equals(field) ? "-" + field : field,
                                    "after",
                                    "page");
                        }));
        model.put("rows", ROWS);
        model.put(
                "withRows",
                new TextFunction(rows -> visit.addressWith("per_page", rows, "after", "page")));
        model.put("mayDecide", view.decides() && visit.may("acceptChangeOrders"));
        model.put("csv", csvQuery(visit, query));
        return new Reply.Shown(model.containsKey("wrong") ? 400 : 200, "list", model);
    }

    /** As people write amounts: with separators, and a currency sign in front. */
    private static void readableAmount(Map<String, String> query, String name) {
        query.computeIfPresent(name, (same, amount) -> amount.replaceAll("[, $]", ""));
    }

    private static Map<String, String> csvQuery(Visit visit, Map<String, String> query) {
        Map<String, String> filters = visit.queryFor("exportChangeOrdersCsv");
        filters.replaceAll(query::getOrDefault);
        filters.put("view", query.get("view"));
        return filters;
    }

    // ---- Views with a name

    private Reply keepView(Visit visit) {
        String path = SignIn.own(visit.field("path"));
        try {
            savedViews.keep(visit.caller().name(), visit.field("name"), path);
        } catch (Refusal e) {
            throw Refused.because(e.status(), e.getMessage());
        }
        return Reply.goTo(path);
    }

    private Reply deleteView(Visit visit) {
        savedViews.delete(visit.caller().name(), visit.field("name"));
        return Reply.goTo(SignIn.own(visit.field("back")));
    }
}
