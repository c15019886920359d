package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What needs attention, by what it lacks; documents that could not be read. */
final class Attention {

    private static final int LINKED_FROM_HERE = 10;

    /** A vendor without a link, with the Spectrum vendors of a similar name. */
    public record Unlinked(Object vendor, Object suggestions) {}

    private final Kept kept;

    Attention(Kept kept) {
        this.kept = kept;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/needs-attention", visit -> groups(visit, null)),
                Page.post("/needs-attention/link", this::link),
                Page.get("/unreadable", Attention::unreadable),
                Page.get("/unreadable/{id}", Attention::oneUnreadable),
                Page.post("/unreadable/{id}/read-again", Attention::readAgain),
                // who was refused has the address of what was refused, and may reload it
                Page.get("/needs-attention/link", visit -> Reply.goTo("/needs-attention")));
    }

    private Reply groups(Visit visit, Refused wrong) {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "groups", kept.get("attention", () -> visit.call("listAttention", Map.of(), null)));
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        model.put("linked", visit.field("linked"));
        model.put("unlinked", visit.may("putLink") ? unlinkedVendors(visit) : List.of());
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "attention", model);
    }

    private static List<Unlinked> unlinkedVendors(Visit visit) {
        List<Unlinked> unlinked = new ArrayList<>();
        JsonNode vendors =
                visit.callWith(
                                "listLinks",
                                Map.of("kind", "vendors"),
                                Map.of(
                                        "source",
                                        "none",
                                        "per_page",
                                        Integer.toString(LINKED_FROM_HERE)),
                                null)
                        .path("items");
        for (JsonNode vendor : vendors) {
            unlinked.add(
                    new Unlinked(
                            Templates.plain(vendor), Templates.plain(suggestions(visit, vendor))));
        }
        return unlinked;
    }

    /** The Spectrum vendors whose names are like that of a vendor in Procore. */
    static JsonNode suggestions(Visit visit, JsonNode vendor) {
        return vendor.path("procore_name").asText("").isBlank()
                ? visit.object().arrayNode()
                : visit.callWith(
                        "suggestVendors",
                        Map.of(),
                        Map.of("name", vendor.path("procore_name").asText()),
                        null);
    }

    private Reply link(Visit visit) {
        try {
            visit.call(
                    "putLink",
                    Map.of("kind", visit.field("kind")),
                    Map.of(
                            "procore_id",
                            visit.field("procore_id"),
                            "spectrum_code",
                            visit.field("spectrum_code")));
        } catch (Refused e) {
            return groups(visit, e);
        }
        return Reply.goTo("/needs-attention?linked=" + Visit.encode(visit.field("spectrum_code")));
    }

    // ---- Documents that could not be read

    private static Reply unreadable(Visit visit) {
        JsonNode page = visit.get("listUnreadable", visit.queryFor("listUnreadable"));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("next", visit.next(page));
        return Reply.show("unreadable", model);
    }

    private static Reply oneUnreadable(Visit visit) {
        Map<String, Object> model = new HashMap<>();
        JsonNode one = visit.get("getUnreadable");
        model.put("one", one);
        model.put("document", one.path("document").toPrettyString());
        model.put("mayRead", visit.may("readAgain"));
        return Reply.show("unreadable-one", model);
    }

    private static Reply readAgain(Visit visit) {
        JsonNode result = visit.call("readAgain", Map.of("id", visit.path("id")), Map.of());
        return Reply.goTo(
                result.path("change_order_id").isTextual()
                        ? "/change-orders/" + result.path("change_order_id").asText()
                        : "/unreadable/" + visit.path("id"));
    }
}
