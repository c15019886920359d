package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a controller and an auditor look at: the reconciliation and the audit trail. */
final class Books {

    List<Page> pages() {
        return List.of(
                Page.get("/reconciliation", Books::reconciliation),
                Page.get("/audit", Books::audit),
                Page.post("/audit/verify", Books::verify));
    }

    private static Reply reconciliation(Visit visit) {
        Map<String, String> query = new LinkedHashMap<>(visit.queryFor("reconcile"));
        query.putIfAbsent("view", "differences");
        JsonNode page = visit.get("reconcile", query);
        StringBuilder csv = new StringBuilder("/api/v1/reconciliation.csv?view=all");
        visit.queryFor("reconcileCsv")
                .forEach(
                        (name, value) -> {
                            if (!name.equals("view")) {
                                csv.append('&')
                                        .append(name)
                                        .append('=')
                                        .append(Visit.encode(value));
                            }
                        });
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("query", query);
        model.put("csv", csv.toString());
        model.put("projects", visit.callWith("getStatistics", Map.of(), null).path("projects"));
        model.put("next", next(visit, page));
        return Reply.show("reconciliation", model);
    }

    private static Reply audit(Visit visit) {
        return audit(visit, null);
    }

    private static Reply audit(Visit visit, JsonNode verified) {
        JsonNode page = visit.get("listAuditEntries", visit.queryFor("listAuditEntries"));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("query", visit.queryFor("listAuditEntries"));
        model.put("verified", verified);
        model.put("next", next(visit, page));
        return Reply.show("audit", model);
    }

    private static Reply verify(Visit visit) {
        return audit(visit, visit.call("verifyAudit", Map.of(), null));
    }

    static String next(Visit visit, JsonNode page) {
        return page.path("next").isTextual()
                ? visit.addressWith("after", page.path("next").asText(), "page")
                : "";
    }
}
