package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What in Procore is what in Spectrum. */
final class LinkPages {

    /** Of a page's vendors without a link, so many are looked for in Spectrum by their names. */
    private static final int SUGGESTED = 25;

    private static final List<String> KINDS =
            List.of("vendors", "projects", "commitments", "cost-codes");

    private final LinkImports imports;

    LinkPages(LinkImports imports) {
        this.imports = imports;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/links", visit -> Reply.goTo("/links/vendors")),
                Page.get("/links/{kind}", visit -> list(visit, null)),
                Page.post("/links/{kind}", this::put),
                Page.post("/links/{kind}/delete", this::delete),
                Page.post("/links/{kind}/import", this::importCsv),
                // who was refused has the address of what was refused, and may reload it
                Page.get("/links/{kind}/delete", LinkPages::back),
                Page.get("/links/{kind}/import", LinkPages::back));
    }

    private static Reply back(Visit visit) {
        return Reply.goTo("/links/" + visit.path("kind"));
    }

    /** To the list as it was, with its filter. */
    private static Reply kept(Visit visit) {
        return visit.field("back").isEmpty()
                ? back(visit)
                : Reply.goTo(SignIn.own(visit.field("back")));
    }

    private Reply list(Visit visit, Refused wrong) {
        if (!KINDS.contains(visit.path("kind"))) {
            throw Refused.because(404, "There is nothing at this path.");
        }
        Map<String, Object> model = new HashMap<>();
        Map<String, String> query = new LinkedHashMap<>(visit.queryFor("listLinks"));
        JsonNode page =
                visit.callWith("listLinks", Map.of("kind", visit.path("kind")), query, null);
        model.put("kind", visit.path("kind"));
        model.put("kinds", KINDS);
        model.put("page", page);
        model.put("query", query);
        model.put("next", visit.next(page));
        model.put("imports", imports.last());
        model.put("live", wrong == null ? visit.address() : "/links/" + visit.path("kind"));
        model.put("suggestions", suggestions(visit, page));
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "links", model);
    }

    /** For the vendors without a link, by their ids in Procore; for so many, each is looked for. */
    private static Map<String, Object> suggestions(Visit visit, JsonNode page) {
        Map<String, Object> suggestions = new HashMap<>();
        if (visit.path("kind").equals("vendors")) {
            for (JsonNode vendor : page.path("items")) {
                if (vendor.path("source").asText().equals("none")
                        && suggestions.size() < SUGGESTED) {
                    suggestions.put(
                            vendor.path("procore_id").asText(),
                            Templates.plain(Attention.suggestions(visit, vendor)));
                }
            }
        }
        return suggestions;
    }

    private Reply put(Visit visit) {
        try {
            visit.call("putLink", kind(visit), body(visit));
        } catch (Refused e) {
            return list(visit, e);
        }
        return kept(visit);
    }

    private Reply delete(Visit visit) {
        try {
            visit.callWith(
                    "deleteLink",
                    kind(visit),
                    Map.of("procore_id", visit.field("procore_id")),
                    null);
        } catch (Refused e) {
            return list(visit, e);
        }
        return kept(visit);
    }

    private Reply importCsv(Visit visit) {
        try {
            return imports.begin(visit, visit.path("kind"));
        } catch (Refused e) {
            return list(visit, e);
        }
    }

    private static Map<String, String> kind(Visit visit) {
        return Map.of("kind", visit.path("kind"));
    }

    private static Map<String, String> body(Visit visit) {
        return Map.of(
                "procore_id", visit.field("procore_id"),
                "spectrum_code", visit.field("spectrum_code"));
    }
}
