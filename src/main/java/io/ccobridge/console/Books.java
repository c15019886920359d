package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a controller and an auditor look at: the reconciliation and the audit trail. */
final class Books {

    /** So long one reconciliation is as good as the next, for who looks at several pages. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    /** Who has waited for one sees that one, also when their page asks a little late. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(1);

    private static final String VERIFICATION = "audit verification";

    private final Tasks tasks;

    Books(Tasks tasks) {
        this.tasks = tasks;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/reconciliation", this::reconciliation),
                Page.get("/audit", this::audit),
                Page.post("/audit/verify", this::verify));
    }

    private Reply reconciliation(Visit visit) {
        Map<String, String> query = new LinkedHashMap<>(visit.queryFor("reconcile"));
        query.putIfAbsent("view", "differences");
        // every commitment is added up: with many change orders that takes longer than a page may
        Tasks.Task task =
                tasks.join(
                        "reconciliation " + new TreeMap<>(query),
                        visit.wantsPart() ? LOOKED_AT : FRESH,
                        same -> visit.get("reconcile", query));
        Map<String, Object> model = new HashMap<>();
        if (Tasks.over(task)) {
            if (task.failure() != null && visit.wantsPart()) {
                // a part could not say why
                return Reply.goTo(visit.address());
            }
            if (task.failure() != null) {
                throw task.failure();
            }
            model.put("page", task.result());
            model.put("next", visit.next(task.result()));
        } else {
            model.put("begun", task.startedAt().toString());
            model.put("live", visit.address());
        }
        Map<String, String> csv = new LinkedHashMap<>(visit.queryFor("reconcileCsv"));
        csv.put("view", "all");
        model.put("query", query);
        model.put("csv", csv);
        model.put("address", visit.address());
        model.put("projects", visit.callWith("getStatistics", Map.of(), null).path("projects"));
        return Reply.show("reconciliation", model);
    }

    private Reply audit(Visit visit) {
        JsonNode page = visit.get("listAuditEntries", visit.queryFor("listAuditEntries"));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("details", AuditDetail.ofAll(page.path("items")));
        model.put(
                "changeOrders",
                visit.json(
                        ChangeOrdersById.of(
                                visit,
                                StreamSupport.stream(page.path("items").spliterator(), false)
                                        .map(entry -> entry.path("change_order_id"))
                                        .filter(JsonNode::isTextual)
                                        .map(JsonNode::asText)
                                        .collect(Collectors.toSet()))));
        model.put("query", visit.queryFor("listAuditEntries"));
        model.put("next", visit.next(page));
        model.put("live", visit.address());
        tasks.find(VERIFICATION).ifPresent(task -> model.put("verification", Tasks.shown(task)));
        return Reply.show("audit", model);
    }

    /** Every entry is read: with a long trail it goes on while the page is left. */
    private Reply verify(Visit visit) {
        Tasks.over(
                tasks.join(
                        VERIFICATION,
                        Duration.ZERO,
                        same -> visit.call("verifyAudit", Map.of(), null)));
        return Reply.goTo("/audit");
    }
}
