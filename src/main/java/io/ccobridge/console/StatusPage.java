package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the bridge itself is doing: exports, polls, settings, the doctor. */
final class StatusPage {

    private final Kept kept;

    StatusPage(Kept kept) {
        this.kept = kept;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/status", visit -> show(visit, null, null)),
                Page.post(
                        "/status/doctor",
                        visit -> show(visit, visit.call("examine", Map.of(), Map.of()), null)),
                Page.post("/status/exports/{move}", this::pauseOrResume),
                Page.post(
                        "/status/reference-data",
                        visit -> {
                            visit.call("refreshReferenceData", Map.of(), null);
                            return Reply.goTo("/status#reference-data");
                        }));
    }

    private Reply show(Visit visit, JsonNode doctor, Refused wrong) {
        Map<String, Object> model = new HashMap<>();
        model.put("status", kept.get("status", () -> visit.call("getStatus", Map.of(), null)));
        model.put(
                "polls",
                visit.callWith("listPolls", Map.of(), Map.of("per_page", "10"), null)
                        .path("items"));
        model.put("reference", visit.get("getReferenceData"));
        model.put("mayRefresh", visit.may("refreshReferenceData"));
        model.put("admin", visit.may("getSettings"));
        model.put(
                "settings",
                visit.may("getSettings") ? visit.call("getSettings", Map.of(), null) : null);
        model.put("doctor", doctor);
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "status", model);
    }

    private Reply pauseOrResume(Visit visit) {
        String operation =
                switch (visit.path("move")) {
                    case "pause" -> "pauseExports";
                    case "resume" -> "resumeExports";
                    default -> throw Refused.because(404, "There is nothing at this path.");
                };
        try {
            visit.call(operation, Map.of(), Map.of("reason", visit.field("reason")));
        } catch (Refused e) {
            return show(visit, null, e);
        }
        return Reply.goTo("/status");
    }
}
