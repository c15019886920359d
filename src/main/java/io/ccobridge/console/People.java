package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.access.Sessions;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People and tokens, who acts for whom, and one's own account. */
final class People {

    private final Sessions sessions;
    private final SignIn signIn;

    People(Sessions sessions, SignIn signIn) {
        this.sessions = sessions;
        this.signIn = signIn;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/people", visit -> people(visit, null, null)),
                // who was refused has the address of what was refused, and may reload it
                Page.get("/people/{what}", visit -> Reply.goTo("/people")),
                Page.get("/people/{what}/{name}", visit -> Reply.goTo("/people")),
                Page.get("/delegations", visit -> Reply.goTo("/me")),
                Page.post("/people/users", visit -> act(visit, this::addUser)),
                Page.post("/people/users/{name}", visit -> act(visit, this::changeUser)),
                Page.post("/people/users/{name}/delete", visit -> act(visit, this::deleteUser)),
                Page.post("/people/tokens", this::addToken),
                Page.post(
                        "/people/tokens/{name}/delete",
                        visit -> act(visit, one -> one.call("deleteToken", name(one), null))),
                Page.get("/me", visit -> me(visit, null)),
                Page.post("/me", this::changeMe),
                Page.post("/delegations", this::delegate),
                Page.post("/delegations/{id}/end", this::endDelegation));
    }

    // ---- Of all people

    @FunctionalInterface
    private interface Act {
        void on(Visit visit);
    }

    private Reply act(Visit visit, Act act) {
        try {
            act.on(visit);
        } catch (Refused e) {
            return people(visit, e, null);
        }
        return Reply.goTo("/people");
    }

    private Reply people(Visit visit, Refused wrong, JsonNode newToken) {
        Map<String, Object> model = new HashMap<>();
        model.put("users", visit.call("listUsers", Map.of(), null).path("items"));
        model.put("tokens", visit.call("listTokens", Map.of(), null).path("items"));
        model.put("delegations", visit.call("listDelegations", Map.of(), null).path("items"));
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        model.put("typed", new TextFunction(visit::field));
        model.put("newToken", newToken);
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "people", model);
    }

    private void addUser(Visit visit) {
        ObjectNode body = account(visit);
        body.put("name", visit.field("name"));
        body.put("password", String.valueOf(visit.request().getParameter("password")));
        visit.callWith("createUser", Map.of(), body);
    }

    private void changeUser(Visit visit) {
        ObjectNode body = account(visit);
        if (!visit.field("password").isEmpty()) {
            body.put("password", visit.request().getParameter("password"));
        }
        visit.callWith("changeUser", name(visit), body);
    }

    private void deleteUser(Visit visit) {
        visit.call("deleteUser", name(visit), null);
    }

    private Reply addToken(Visit visit) {
        ObjectNode body = visit.object();
        body.put("name", visit.field("name"));
        body.put("role", visit.field("role"));
        if (!visit.field("expires_in").isEmpty()) {
            body.put("expires_in", visit.field("expires_in"));
        }
        try {
            return people(visit, null, visit.callWith("createToken", Map.of(), body));
        } catch (Refused e) {
            return people(visit, e, null);
        }
    }

    private static ObjectNode account(Visit visit) {
        ObjectNode body = visit.object();
        body.put("role", visit.field("role"));
        putOrNull(body, "email", visit.field("email"));
        body.put("digest", !visit.field("digest").isEmpty());
        putOrNull(body, "accept_limit", visit.field("accept_limit").replace(",", ""));
        String projects = visit.field("accept_projects");
        if (projects.isEmpty()) {
            body.putNull("accept_projects");
        } else {
            ArrayNode ids = body.putArray("accept_projects");
            for (String id : projects.split("[ ,]+")) {
                if (!id.matches("\\d{1,18}")) {
                    throw Refused.because(422, "\"" + id + "\" is no project id of Procore's.");
                }
                ids.add(Long.parseLong(id));
            }
        }
        return body;
    }

    private static void putOrNull(ObjectNode body, String name, String value) {
        if (value.isEmpty()) {
            body.putNull(name);
        } else {
            body.put(name, value);
        }
    }

    private static Map<String, String> name(Visit visit) {
        return Map.of("name", visit.path("name"));
    }

    // ---- Oneself

    private Reply me(Visit visit, Refused wrong) {
        Map<String, Object> model = new HashMap<>();
        model.put("me", visit.call("getMe", Map.of(), null));
        model.put("sessions", sessions.of(visit.caller().name(), visit.secret()));
        model.put("mayDelegate", visit.may("createDelegation"));
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        model.put("typed", new TextFunction(visit::field));
        return new Reply.Shown(wrong == null ? 200 : wrong.problem().status(), "me", model);
    }

    private Reply changeMe(Visit visit) {
        ObjectNode body = visit.object();
        boolean password = visit.field("what").equals("password");
        if (password) {
            body.put("password", String.valueOf(visit.request().getParameter("password")));
            body.put(
                    "current_password",
                    String.valueOf(visit.request().getParameter("current_password")));
        } else {
            putOrNull(body, "email", visit.field("email"));
            body.put("digest", !visit.field("digest").isEmpty());
        }
        try {
            visit.callWith("changeMe", Map.of(), body);
        } catch (Refused e) {
            return me(visit, e);
        }
        if (password) {
            // every session has ended with the old password; this browser goes on in a new one
            signIn.begin(visit, visit.caller().name());
        }
        return Reply.goTo("/me");
    }

    private Reply delegate(Visit visit) {
        try {
            visit.call(
                    "createDelegation",
                    Map.of(),
                    Map.of(
                            "approver", visit.field("approver"),
                            "delegate", visit.field("delegate"),
                            "until", until(visit.field("until")),
                            "reason", visit.field("reason")));
        } catch (Refused e) {
            return me(visit, e);
        }
        return Reply.goTo(SignIn.own(visit.field("back")));
    }

    /** The end of the day that was chosen. */
    private static String until(String day) {
        return day.matches("\\d{4}-\\d{2}-\\d{2}") ? day + "T23:59:59Z" : day;
    }

    private Reply endDelegation(Visit visit) {
        visit.call("deleteDelegation", Map.of("id", visit.path("id")), null);
        return Reply.goTo(SignIn.own(visit.field("back")));
    }
}
