package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failed exports: by cause, one by one, and their replays. */
final class Failed {

    private static final Map<String, String> ENDS =
            Map.of(
                    "discard", "discardDeadLetter",
                    "restore", "restoreDeadLetter",
                    "done-by-hand", "markDoneByHand",
                    "edit", "editAndReplay");

    private static final Map<String, String> OF_A_REPLAY =
            Map.of("pause", "pauseReplay", "resume", "resumeReplay", "cancel", "cancelReplay");

    private static final Map<String, String> OF_AN_EDIT =
            Map.of("confirm", "confirmEdit", "withdraw", "withdrawEdit");

    List<Page> pages() {
        return List.of(
                Page.get("/failed", Failed::overview),
                Page.get("/failed/list", Failed::list),
                Page.get("/failed/replays", Failed::replays),
                Page.get("/failed/replays/plan", Failed::plan),
                Page.post("/failed/replays/start", Failed::start),
                Page.get("/failed/replays/start", visit -> Reply.goTo("/failed")),
                Page.get("/failed/replays/{id}", Failed::replay),
                Page.post("/failed/replays/{id}/{move}", visit -> moveOn(visit, OF_A_REPLAY)),
                Page.post("/failed/edits/{id}/{move}", visit -> moveOn(visit, OF_AN_EDIT)),
                Page.post("/failed/groups/{group}/note", Failed::note),
                Page.get("/failed/{id}", visit -> one(visit, null)),
                Page.get("/failed/{id}/edit/plan", Failed::planEdit),
                Page.post("/failed/{id}/{end}", Failed::end),
                // who was refused has the address of what was refused, and may reload it
                Page.get("/failed/{id}/{end}", visit -> Reply.goTo("/failed/" + visit.path("id"))));
    }

    private static Reply overview(Visit visit) {
        Map<String, Object> model = new HashMap<>();
        model.put("groups", visit.get("listDeadLetterGroups"));
        model.put("replays", visit.get("listReplays", Map.of("per_page", "5")).path("items"));
        model.put(
                "edits",
                visit.get("listEdits", Map.of("state", "pending", "per_page", "20")).path("items"));
        model.put("mayReplay", visit.may("startReplay"));
        model.put("noReplay", visit.whyNot("startReplay"));
        model.put("mayConfirm", visit.may("confirmEdit"));
        return Reply.show("failed", model);
    }

    private static Reply list(Visit visit) {
        Map<String, String> query = new LinkedHashMap<>(visit.queryFor("listDeadLetters"));
        query.putIfAbsent("per_page", "50");
        JsonNode page = visit.get("listDeadLetters", query);
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("query", query);
        model.put("live", visit.address());
        model.put("next", visit.next(page));
        model.put("csv", visit.queryFor("exportDeadLettersCsv"));
        model.put("mayReplay", visit.may("startReplay"));
        return Reply.show("failed-list", model);
    }

    private static Reply one(Visit visit, Refused wrong) {
        JsonNode letter = visit.get("getDeadLetter");
        Map<String, Object> model = new HashMap<>();
        model.put("letter", letter);
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        model.put("typed", new TextFunction(visit::field));
        model.put("tried", wrong == null ? "" : tried(visit));
        model.put("noEnd", visit.whyNot("discardDeadLetter"));
        model.put("noEdit", visit.whyNot("editAndReplay"));
        model.put("noReplay", visit.whyNot("startReplay"));
        model.put("mayConfirm", visit.may("confirmEdit"));
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "failed-one", model);
    }

    /** The form that was refused; the plan of a correction is asked for by the form of one. */
    private static String tried(Visit visit) {
        return visit.path("end") == null ? "edit" : visit.path("end");
    }

    private static Reply end(Visit visit) {
        String operation = known(ENDS, visit.path("end"));
        Map<String, Object> body = new HashMap<>();
        body.put("reason", visit.field("reason"));
        if (operation.equals("markDoneByHand")) {
            body.put("change_request_number", visit.field("change_request_number"));
        }
        if (operation.equals("editAndReplay")) {
            body.putAll(corrections(visit));
        }
        try {
            visit.call(operation, Map.of("id", visit.path("id")), body);
        } catch (Refused e) {
            return one(visit, e);
        }
        return Reply.goTo("/failed/" + visit.path("id"));
    }

    private static Map<String, Object> corrections(Visit visit) {
        Map<String, Object> body = new HashMap<>();
        body.put("version", visit.number("version"));
        for (String field : List.of("change_request_number", "description", "accounting_date")) {
            body.put(field, visit.field(field));
        }
        return body;
    }

    /** What a correction would change, before it does. */
    private static Reply planEdit(Visit visit) {
        if (visit.field("version").isEmpty()) {
            return Reply.goTo("/failed/" + visit.path("id"));
        }
        Map<String, Object> body = corrections(visit);
        body.put("dry_run", true);
        Map<String, Object> model = new HashMap<>();
        try {
            model.put("plan", visit.call("editAndReplay", Map.of("id", visit.path("id")), body));
        } catch (Refused e) {
            return one(visit, e);
        }
        body.remove("dry_run");
        body.put("reason", visit.field("reason"));
        model.put("fields", body);
        model.put("letter", visit.get("getDeadLetter"));
        return Reply.show("edit-plan", model);
    }

    private static Reply note(Visit visit) {
        ObjectNode body = visit.object();
        // an empty one takes the note away
        body.put("note", visit.field("note"));
        visit.callWith("noteDeadLetterGroup", Map.of("group", visit.path("group")), body);
        return Reply.goTo("/failed");
    }

    // ---- Replays

    /** Exactly one of ids, group and query, from the fields of the form. */
    private static Map<String, Object> selection(Visit visit) {
        Map<String, Object> selection = new LinkedHashMap<>();
        List<String> ids = visit.fields("id").stream().distinct().toList();
        if (!ids.isEmpty()) {
            selection.put("ids", ids);
        } else if (!visit.field("group").isEmpty()) {
            selection.put("group", visit.field("group"));
        } else {
            throw Refused.because(
                    422, "Nothing was chosen. Go back and choose a cause, or some of its exports.");
        }
        return selection;
    }

    private static Reply plan(Visit visit) {
        Map<String, Object> body = selection(visit);
        body.put("dry_run", true);
        if (!visit.field("check_procore").isEmpty()) {
            body.put("check_procore", true);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("plan", visit.call("startReplay", Map.of(), body));
        model.put("ids", visit.fields("id"));
        model.put("group", visit.fields("id").isEmpty() ? visit.field("group") : "");
        return Reply.show("replay-plan", model);
    }

    private static Reply start(Visit visit) {
        Map<String, Object> body = selection(visit);
        body.put("reason", visit.field("reason"));
        body.put("canary", !visit.field("canary").isEmpty());
        if (!visit.field("rate_per_second").isEmpty()) {
            body.put("rate_per_second", visit.number("rate_per_second"));
        }
        JsonNode replay = visit.call("startReplay", Map.of(), body);
        return Reply.goTo("/failed/replays/" + replay.path("id").asText());
    }

    private static Reply replays(Visit visit) {
        JsonNode page = visit.get("listReplays", visit.queryFor("listReplays"));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("next", visit.next(page));
        return Reply.show("replays", model);
    }

    private static Reply replay(Visit visit) {
        Map<String, Object> model = new HashMap<>();
        model.put("replay", visit.get("getReplay", Map.of("per_page", "200")));
        model.put("live", visit.address());
        model.put("mayReplay", visit.may("startReplay"));
        return Reply.show("replay", model);
    }

    private static Reply moveOn(Visit visit, Map<String, String> moves) {
        visit.call(
                known(moves, visit.path("move")), Map.of("id", visit.path("id")), new HashMap<>());
        return Reply.goTo(SignIn.own(visit.field("back")));
    }

    private static String known(Map<String, String> operations, String name) {
        String operation = operations.get(name);
        if (operation == null) {
            throw Refused.because(404, "There is nothing at this path.");
        }
        return operation;
    }
}
