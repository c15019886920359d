package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.access.SavedViews;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lists of change orders by where they stand, and what is done with many at once. Filters and
 * order are in the address, so that a view can be kept as a bookmark and sent to somebody.
 */
final class Lists {

    private static final String PER_PAGE = "50";

    private static final List<String> FILTERS =
            List.of("q", "project", "vendor", "min_amount", "max_amount", "min_age", "waits_for");

    /**
     * A list.
     *
     * @param view the API's name for it, which is its path as well
     * @param empty what is said when nothing is in it
     */
    public record View(String view, String title, String says, String empty, boolean decides) {}

    private static final List<View> VIEWS =
            List.of(
                    new View(
                            "ready",
                            "Ready to export",
                            "Change orders that wait for accounting.",
                            "Nothing waits for accounting. What is approved in Procore and meets every requirement comes here by itself.",
                            true),
                    new View(
                            "accepted",
                            "On its way",
                            "Accepted; on the way to Spectrum.",
                            "Nothing is on its way. What accounting accepts is sent to Spectrum from here.",
                            false),
                    new View(
                            "synced",
                            "Synced",
                            "Spectrum holds every line of these.",
                            "Nothing has been synced yet.",
                            false),
                    new View(
                            "returned",
                            "Returned",
                            "Retrieved, rejected or unlinked; a project manager may send them again.",
                            "Nothing has been returned.",
                            false),
                    new View(
                            "all",
                            "All change orders",
                            "Every change order that the bridge knows.",
                            "The bridge has not found a change order yet. The next poll of Procore brings what is approved.",
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
        pages.add(Page.post("/confirm", Lists::confirm));
        pages.add(Page.post("/decide", Lists::decide));
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
        query.putIfAbsent("per_page", PER_PAGE);
        query.putIfAbsent("sort", "id");
        JsonNode page = visit.get("listChangeOrders", query);
        Map<String, Object> model = new HashMap<>();
        model.put("view", view);
        model.put("page", page);
        model.put("query", query);
        model.put("live", visit.address());
        model.put("projects", visit.get("getStatistics").path("projects"));
        model.put("filtered", FILTERS.stream().anyMatch(query::containsKey));
        model.put("thisView", visit.addressWith("after", "", "page"));
        model.put(
                "savedViews",
                savedViews.of(visit.caller().name(), visit.request().getServletPath()));
        model.put(
                "next",
                page.path("next").isNull()
                        ? ""
                        : visit.addressWith("after", page.path("next").asText(), "page"));
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
        model.put("mayDecide", view.decides() && visit.may("acceptChangeOrders"));
        model.put("csv", "/api/v1/change-orders.csv?" + csvQuery(visit, query));
        return Reply.show("list", model);
    }

    /** As people write amounts: with separators, and a currency sign in front. */
    private static void readableAmount(Map<String, String> query, String name) {
        query.computeIfPresent(name, (same, amount) -> amount.replaceAll("[, $]", ""));
    }

    private static String csvQuery(Visit visit, Map<String, String> query) {
        Map<String, String> filters = visit.queryFor("exportChangeOrdersCsv");
        filters.replaceAll(query::getOrDefault);
        filters.put("view", query.get("view"));
        return filters.entrySet().stream()
                .map(one -> one.getKey() + "=" + Visit.encode(one.getValue()))
                .collect(Collectors.joining("&"));
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

    // ---- Many at once

    /** One of the chosen, with what accepting it would send. */
    public record Chosen(Object item, Object preview, String refused) {}

    /**
     * What became of one of them.
     *
     * @param amount decimal text; empty when it is not known
     * @param problem why it was not decided; empty when it was
     */
    public record Decided(
            String id, String name, String title, String amount, boolean good, String problem) {}

    private static Reply confirm(Visit visit) {
        String move = move(visit);
        List<Chosen> chosen = new ArrayList<>();
        BigDecimal total = new BigDecimal("0.00");
        for (String id : chosenIds(visit)) {
            JsonNode item;
            try {
                item = visit.call("getChangeOrder", Map.of("id", id), null);
            } catch (Refused e) {
                chosen.add(new Chosen(Map.of("id", id), null, e.getMessage()));
                continue;
            }
            total = total.add(new BigDecimal(item.path("total").asText("0.00")));
            JsonNode preview =
                    move.equals("accept")
                            ? visit.call("previewChangeOrder", Map.of("id", id), null)
                            : null;
            chosen.add(new Chosen(plain(item), plain(preview), null));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("move", move);
        model.put("chosen", chosen);
        model.put("total", total.toPlainString());
        model.put("back", SignIn.own(visit.field("back")));
        return Reply.show("confirm", model);
    }

    private static Reply decide(Visit visit) {
        String move = move(visit);
        List<Map<String, Object>> items = new ArrayList<>();
        for (String one : visit.fields("item")) {
            String[] idAndVersion = one.split(":", 2);
            if (idAndVersion.length < 2 || !idAndVersion[1].matches("\\d{1,9}")) {
                throw Refused.because(
                        422,
                        "Nothing was chosen that could be decided on. Go back and choose again.");
            }
            items.add(Map.of("id", idAndVersion[0], "version", Integer.valueOf(idAndVersion[1])));
        }
        if (items.isEmpty()) {
            throw Refused.because(
                    422, "Nothing was chosen. Go back and choose at least one change order.");
        }
        Map<String, Object> body = new HashMap<>();
        body.put("items", items);
        body.put("reason", visit.field("reason"));
        JsonNode results =
                visit.post(
                        move.equals("accept") ? "acceptChangeOrders" : "rejectChangeOrders", body);
        Map<String, Object> model = new HashMap<>();
        model.put("move", move);
        List<Decided> decided = decided(visit, results.path("results"));
        model.put("decided", decided);
        model.put(
                "total",
                decided.stream()
                        .filter(one -> one.good() && !one.amount().isEmpty())
                        .map(one -> new BigDecimal(one.amount()))
                        .reduce(new BigDecimal("0.00"), BigDecimal::add)
                        .toPlainString());
        model.put("back", SignIn.own(visit.field("back")));
        return Reply.show("decided", model);
    }

    /** What the confirm page called each, so that the outcome says which it is. */
    private static List<Decided> decided(Visit visit, JsonNode results) {
        List<Decided> decided = new ArrayList<>();
        for (JsonNode one : results) {
            String id = one.path("id").asText();
            String name = visit.field("name-" + id);
            String amount = visit.field("amount-" + id);
            decided.add(
                    new Decided(
                            id,
                            name.isEmpty() ? "Change order " + id : name,
                            visit.field("title-" + id),
                            amount.matches("-?\\d{1,15}(\\.\\d{1,6})?") ? amount : "",
                            one.path("status").asInt() < 300,
                            one.path("problem").path("detail").asText("")));
        }
        return decided;
    }

    private static List<String> chosenIds(Visit visit) {
        List<String> ids = visit.fields("id").stream().distinct().toList();
        if (ids.isEmpty()) {
            throw Refused.because(
                    422, "Nothing was chosen. Go back and choose at least one change order.");
        }
        return ids;
    }

    private static String move(Visit visit) {
        String move = visit.field("move");
        if (!move.equals("accept") && !move.equals("reject")) {
            throw Refused.because(422, "Choose whether to accept or to reject.");
        }
        return move;
    }

    private static Object plain(JsonNode node) {
        return node == null ? null : Json.mapper().convertValue(node, Object.class);
    }
}
