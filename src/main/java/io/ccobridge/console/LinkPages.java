package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What in Procore is what in Spectrum. */
final class LinkPages {

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
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "links", model);
    }

    private Reply put(Visit visit) {
        try {
            visit.call("putLink", kind(visit), body(visit));
        } catch (Refused e) {
            return list(visit, e);
        }
        return Reply.goTo("/links/" + visit.path("kind"));
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
        return Reply.goTo("/links/" + visit.path("kind"));
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
