package io.ccobridge.console;

import io.ccobridge.http.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the bridge itself is doing: exports, polls, settings, the doctor. */
final class StatusPage {

    private static final String EXAMINATION = "examination";

    private final Kept kept;
    private final Tasks tasks;

    StatusPage(Kept kept, Tasks tasks) {
        this.kept = kept;
        this.tasks = tasks;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/status", visit -> show(visit, null)),
                Page.post("/status/doctor", this::examine),
                Page.post("/status/exports/{move}", this::pauseOrResume),
                Page.post(
                        "/status/reference-data",
                        visit -> {
                            visit.call("refreshReferenceData", Map.of(), null);
                            return Reply.goTo("/status#reference-data");
                        }));
    }

    /**
     * The systems around are asked: where one does not answer, that takes longer than a page may.
     */
    private Reply examine(Visit visit) {
        if (!visit.may("examine")) {
            throw Refused.because(403, "This check is for admins.");
        }
        Tasks.over(
                tasks.join(
                        EXAMINATION,
                        Duration.ZERO,
                        same -> visit.call("examine", Map.of(), Map.of())));
        return Reply.goTo("/status");
    }

    private Reply show(Visit visit, Refused wrong) {
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
        if (visit.may("examine")) {
            tasks.find(EXAMINATION).ifPresent(task -> model.put("examination", Tasks.shown(task)));
        }
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
            return show(visit, e);
        }
        return Reply.goTo("/status");
    }
}
