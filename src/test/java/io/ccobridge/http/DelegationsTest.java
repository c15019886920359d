package io.ccobridge.http;

import static io.ccobridge.http.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.access.CurrentCallers;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import io.ccobridge.http.RunningApi.Got;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who acts for whom, over HTTP and on both databases. Bert approves up to 100.00 in two projects;
 * what comes to the route of an accept is what counts.
 */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class DelegationsTest {

    private static final String PASSWORD = "correct horse";
    private static final String ACCEPT = "/change-orders/17/accept";

    private static RunningApi api;
    private static TestClock clock;
    private static int made;

    @Parameter Databases.Engine engine;

    private String bert;
    private String carl;
    private String dora;
    private String pm;

    @BeforeParameterizedClassInvocation
    static void start(Databases.Engine engine) {
        clock = new TestClock("2026-11-20T12:00:00Z");
        api = new RunningApi(engine, "", clock, RunningApi.ADMIN);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        api.close();
    }

    @BeforeEach
    void people() {
        String suffix = Integer.toString(++made);
        bert =
                user(
                        "bert" + suffix,
                        "approver",
                        ", \"accept_limit\": \"100\", \"accept_projects\": [5, 7]");
        carl = user("carl" + suffix, "approver", "");
        dora = user("dora" + suffix, "viewer", "");
        pm = user("pam" + suffix, "project-manager", "");
        api.seen.set(null);
    }

    // ---- Who may delegate what to whom

    @Test
    void anApproverDelegatesTheOwnPrivilegeAndAnAdminAnybodys() {
        Got own = delegate(bert, "", dora);
        assertThat(own.status()).as(own.text()).isEqualTo(201);
        ApiDocumentTest.assertFits(api.document, "/delegations", "post", own);
        assertThat(own.json().get("approver").textValue()).isEqualTo(bert);
        assertThat(own.json().get("created_by").textValue()).isEqualTo(bert);
        assertThat(own.json().get("in_force").booleanValue()).isTrue();
        assertThat(delegate(bert, bert, carl).status()).isEqualTo(201);
        assertThat(asAdmin(carl, dora, tomorrow()).status()).isEqualTo(201);

        Got anothers = delegate(bert, carl, pm);
        assertThat(anothers.status()).isEqualTo(403);
        assertThat(detail(anothers)).startsWith("You may delegate your own privilege only");
        assertThat(delegate(pm, pm, dora).status()).as("not by role").isEqualTo(403);
        Got program =
                api.as(
                        Role.APPROVER,
                        "POST",
                        "/delegations",
                        body("approver-program", dora, tomorrow()));
        assertThat(program.status()).isEqualTo(403);
    }

    @Test
    void anAdminWhoIsAUserMayBeActedForAndAProgramMayAct() {
        String ada = user("ada" + made, "admin", "");
        assertThat(asAdmin(ada, "viewer-program", tomorrow()).status()).isEqualTo(201);
        api.as(Role.VIEWER, "POST", ACCEPT, "{\"version\": 1}");
        assertThat(seen().actor()).isEqualTo("viewer-program for " + ada);
        assertThat(api.as(Role.VIEWER, "GET", "/users", null).status())
                .as("an admin's privilege to accept, nothing else of an admin")
                .isEqualTo(403);
        api.asAdmin("DELETE", "/users/" + ada, null);
        assertThat(api.as(Role.VIEWER, "POST", ACCEPT, "{\"version\": 1}").status()).isEqualTo(403);
    }

    @Test
    void whatWasDelegatedIsNotPassedOn() {
        delegate(bert, "", dora);
        Got asDora = delegate(dora, "", pm);
        assertThat(asDora.status()).isEqualTo(403);
        assertThat(detail(asDora)).isEqualTo("What was delegated to you cannot be passed on.");
        assertThat(delegate(dora, bert, pm).status()).isEqualTo(403);

        // carl's own is not bert's: dora has what carl has, not what carl has from bert
        delegate(bert, "", carl);
        asAdmin(carl, pm, tomorrow());
        accept(pm);
        assertThat(seen().delegated()).extracting(Caller.Delegated::approver).containsExactly(carl);
    }

    @Test
    void aWrongDelegationIsNamed() {
        String viewer = dora;
        Stream.of(
                        new String[] {"nobody", viewer, tomorrow(), "approver", "There is no user"},
                        new String[] {
                            "approver-program", viewer, tomorrow(), "approver", "There is no user"
                        },
                        new String[] {
                            pm, viewer, tomorrow(), "approver", "has the role project-manager"
                        },
                        new String[] {bert, "nobody", tomorrow(), "delegate", "no user or token"},
                        new String[] {bert, bert, tomorrow(), "delegate", "for themselves"},
                        new String[] {bert, viewer, at(Duration.ZERO), "until", "has passed"},
                        new String[] {bert, viewer, at(Duration.ofDays(-1)), "until", "has passed"},
                        new String[] {
                            bert, viewer, "2026-12-24", "until", "a time with its offset"
                        },
                        new String[] {
                            bert, "a b", tomorrow(), "delegate", "must have letters A to Z, digits"
                        })
                .forEach(
                        wrong -> {
                            Got got = asAdmin(wrong[0], wrong[1], wrong[2]);
                            assertThat(got.status()).as(got.text()).isEqualTo(422);
                            assertThat(got.json().at("/errors/0/field").textValue())
                                    .isEqualTo(wrong[3]);
                            assertThat(got.json().at("/errors/0/message").textValue())
                                    .contains(wrong[4]);
                        });
        for (String field : List.of("delegate", "until", "reason")) {
            Map<String, String> fields =
                    new HashMap<>(
                            Map.of("delegate", dora, "until", tomorrow(), "reason", "On leave"));
            fields.remove(field);
            Got got = api.asAdmin("POST", "/delegations", Json.write(fields));
            assertThat(got.json().at("/errors/0/field").textValue()).isEqualTo(field);
        }
        Got blank =
                api.asAdmin(
                        "POST",
                        "/delegations",
                        body(bert, dora, tomorrow()).replace("On leave", " "));
        assertThat(detail(blank)).contains("must not be blank");
        Got unkeepable =
                api.asAdmin(
                        "POST",
                        "/delegations",
                        body(bert, dora, tomorrow()).replace("On leave", "a\\u0000b"));
        assertThat(unkeepable.status()).isEqualTo(422);
    }

    @Test
    void theSameDelegationIsNotMadeTwice() {
        delegate(bert, "", dora);
        Got again = delegate(bert, "", dora);
        assertThat(again.status()).isEqualTo(409);
        assertThat(detail(again)).contains("acts for " + bert + " already");
        clock.advance(Duration.ofDays(2));
        assertThat(delegate(bert, "", dora).status()).isEqualTo(201);
    }

    // ---- What the delegate may do, and until when

    @Test
    void untilItIsOverTheDelegateHasTheApproversRoleAndLimits() {
        assertThat(accept(dora).status()).isEqualTo(403);
        delegate(bert, "", dora);

        accept(dora);

        assertThat(seen().actor()).isEqualTo(dora + " for " + bert);
        assertThat(seen().hasOwn(Caller.APPROVERS)).isFalse();
        assertThat(seen().mayAccept(5, new BigDecimal("-100.00"))).isTrue();
        assertThat(seen().mayAccept(5, new BigDecimal("100.01"))).isFalse();
        assertThat(seen().mayAccept(6, BigDecimal.ONE)).isFalse();
        for (String path : List.of("/change-orders/17/reject", "/change-orders/17/unlink")) {
            api.seen.set(null);
            api.with(basic(dora, PASSWORD), "POST", path, "{\"version\": 1, \"reason\": \"x\"}");
            assertThat(seen().actor()).isEqualTo(dora + " for " + bert);
        }
        assertThat(api.with(basic(dora, PASSWORD), "POST", "/polls", null).status()).isEqualTo(403);

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(accept(dora).status()).isNotEqualTo(403);
        clock.advance(Duration.ofSeconds(1));
        assertThat(accept(dora).status()).isEqualTo(403);
    }

    @Test
    void whoIsApproverAlreadyActsForNobodyUntilTheOwnPrivilegeEnds() {
        delegate(bert, "", carl);
        accept(carl);
        assertThat(seen().actor()).isEqualTo(carl);
        assertThat(seen().acceptPrivileges()).hasSize(2);
    }

    @Test
    void theLimitsAreThoseThatTheApproverHasNow() {
        delegate(bert, "", dora);
        api.asAdmin(
                "PATCH", "/users/" + bert, "{\"accept_limit\": \"1\", \"accept_projects\": null}");
        accept(dora);
        assertThat(seen().mayAccept(6, BigDecimal.ONE)).isTrue();
        assertThat(seen().mayAccept(6, BigDecimal.TEN)).isFalse();
    }

    @Test
    void whatTheApproverEndsIsOver() {
        String id = delegate(bert, "", dora).json().get("id").textValue();
        assertThat(remove(dora, id).status()).as("not the delegate's to end").isEqualTo(403);
        assertThat(remove(carl, id).status()).isEqualTo(403);
        assertThat(remove(bert, id).status()).isEqualTo(204);
        assertThat(accept(dora).status()).isEqualTo(403);
        assertThat(remove(bert, "999999").status()).isEqualTo(404);

        String second = delegate(bert, "", dora).json().get("id").textValue();
        assertThat(api.asAdmin("DELETE", "/delegations/" + second, null).status()).isEqualTo(204);
        assertThat(accept(dora).status()).isEqualTo(403);
        JsonNode over =
                api.with(basic(bert, PASSWORD), "GET", "/delegations?view=all", null)
                        .json()
                        .get("items");
        assertThat(over.findValuesAsText("ended_by")).containsExactly("admin-program", bert);
        assertThat(told())
                .containsExactly(
                        bert + ": delegation " + id + ": Made: On leave",
                        bert + ": delegation " + id + ": Ended.",
                        bert + ": delegation " + second + ": Made: On leave",
                        "admin-program: delegation " + second + ": Ended.");
    }

    /** What the audit trail tells of what the approver of this test has delegated. */
    private List<String> told() {
        return api.jdbc
                .sql(
                        "SELECT actor || ': ' || subject || ': ' || reason FROM audit_entry WHERE"
                                + " subject LIKE 'delegation %' AND detail LIKE ? ORDER BY id")
                .param("{\"approver\":\"" + bert + "\"%")
                .query(String.class)
                .list();
    }

    @Test
    void itEndsWithTheApproversRoleForGood() {
        delegate(bert, "", dora);
        api.asAdmin("PATCH", "/users/" + bert, "{\"role\": \"viewer\"}");
        assertThat(accept(dora).status()).isEqualTo(403);
        api.asAdmin("PATCH", "/users/" + bert, "{\"role\": \"approver\"}");
        assertThat(accept(dora).status()).isEqualTo(403);
        assertThat(told())
                .last()
                .asString()
                .startsWith("admin-program: delegation ")
                .endsWith(": Ended: " + bert + " may not accept any more.");

        delegate(bert, "", dora);
        api.asAdmin("PATCH", "/users/" + bert, "{\"role\": \"admin\"}");
        assertThat(accept(dora).status()).as("an admin approves too").isNotEqualTo(403);
        api.jdbc.sql("UPDATE user_account SET role = 'VIEWER' WHERE name = ?").param(bert).update();
        assertThat(accept(dora).status()).as("changed past the API").isEqualTo(403);
    }

    @Test
    void itEndsWithTheAccountOfEitherForGood() {
        delegate(bert, "", dora);
        api.asAdmin("DELETE", "/users/" + bert, null);
        assertThat(accept(dora).status()).isEqualTo(403);
        user(bert, "approver", "");
        assertThat(accept(dora).status()).isEqualTo(403);

        delegate(carl, "", dora);
        api.asAdmin("DELETE", "/users/" + dora, null);
        user(dora, "viewer", "");
        assertThat(accept(dora).status()).isEqualTo(403);

        api.asAdmin("POST", "/tokens", "{\"name\": \"t%d\", \"role\": \"viewer\"}".formatted(made));
        asAdmin(carl, "t" + made, tomorrow());
        api.asAdmin("DELETE", "/tokens/t" + made, null);
        assertThat(
                        api.jdbc
                                .sql(
                                        "SELECT COUNT(*) FROM delegation WHERE delegate = ? AND ended_at IS NULL")
                                .param("t" + made)
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void ofManyThoseWhoseTurnComesAfterThePrivilegeEndedAreRefused() {
        String id = delegate(bert, "", dora).json().get("id").textValue();
        List<Object> accepted = new ArrayList<>();
        api.stand.set(
                exchange -> {
                    if (exchange.getVariable("id") == null) {
                        exchange.getMessage()
                                .setBody(
                                        new Bulk(
                                                        exchange.getContext()
                                                                .createProducerTemplate(),
                                                        new CurrentCallers(
                                                                api.dataSource,
                                                                api.users,
                                                                api.tokenTable))
                                                .each(
                                                        exchange.getMessage()
                                                                .getBody(JsonNode.class),
                                                        exchange.getVariable(
                                                                "caller", Caller.class),
                                                        "direct:acceptChangeOrder"));
                    } else {
                        accepted.add(exchange.getVariable("id"));
                        remove(bert, id);
                        exchange.getMessage().setBody(State.ACCEPTED);
                    }
                });
        try {
            JsonNode results =
                    api.with(
                                    basic(dora, PASSWORD),
                                    "POST",
                                    "/change-orders/accept",
                                    """
                                    {"items": [{"id": "1", "version": 1}, {"id": "2", "version": 1}]}""")
                            .json()
                            .get("results");
            assertThat(results.findValuesAsText("status")).containsExactly("200", "403", "403");
            assertThat(results.at("/1/problem/detail").textValue())
                    .isEqualTo("Your privilege ended before its turn came.");
            assertThat(accepted).containsExactly("1");
        } finally {
            api.stand.set(exchange -> {});
        }
    }

    // ---- Who sees what

    @Test
    void everybodySeesTheirOwnAndAnAdminAll() {
        delegate(bert, "", dora);
        delegate(carl, "", pm);
        Got doras = api.with(basic(dora, PASSWORD), "GET", "/delegations", null);
        ApiDocumentTest.assertFits(api.document, "/delegations", "get", doras);
        assertThat(doras.json().get("items").findValuesAsText("approver")).containsExactly(bert);
        assertThat(
                        api.with(basic(carl, PASSWORD), "GET", "/delegations", null)
                                .json()
                                .get("items")
                                .findValuesAsText("delegate"))
                .containsExactly(pm);
        assertThat(
                        api.asAdmin("GET", "/delegations", null)
                                .json()
                                .get("items")
                                .findValuesAsText("approver"))
                .startsWith(carl, bert);
        assertThat(api.asAdmin("GET", "/delegations?view=past", null).status()).isEqualTo(400);
    }

    @Test
    void theDelegateSeesForWhomAndHowFarAndWhatItAllows() {
        delegate(bert, "", dora);
        Got got = api.with(basic(dora, PASSWORD), "GET", "/me", null);
        ApiDocumentTest.assertFits(api.document, "/me", "get", got);
        JsonNode me = got.json();
        assertThat(me.at("/acts_for/0/approver").textValue()).isEqualTo(bert);
        assertThat(me.at("/acts_for/0/accept_limit").textValue()).isEqualTo("100.00");
        assertThat(me.at("/acts_for/0/accept_projects")).hasSize(2);
        assertThat(me.at("/delegations/0/delegate").textValue()).isEqualTo(dora);
        assertThat(me.get("permissions"))
                .filteredOn(one -> one.get("by_delegation").booleanValue())
                .extracting(one -> one.get("operation").textValue())
                .contains("acceptChangeOrder", "acceptChangeOrders", "rejectChangeOrder");
        JsonNode berts = api.with(basic(bert, PASSWORD), "GET", "/me", null).json();
        assertThat(berts.get("acts_for")).isEmpty();
        assertThat(berts.at("/delegations/0/delegate").textValue()).isEqualTo(dora);
    }

    // ---- Parts

    private static String user(String name, String role, String more) {
        Got got =
                api.asAdmin(
                        "POST",
                        "/users",
                        "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"%s}"
                                .formatted(name, role, PASSWORD, more));
        assertThat(got.status()).as(got.text()).isEqualTo(201);
        return name;
    }

    /** By a user; the approver empty for the user itself. */
    private static Got delegate(String by, String approver, String delegate) {
        return api.with(
                basic(by, PASSWORD), "POST", "/delegations", body(approver, delegate, tomorrow()));
    }

    private static Got asAdmin(String approver, String delegate, String until) {
        return api.asAdmin("POST", "/delegations", body(approver, delegate, until));
    }

    private static String body(String approver, String delegate, String until) {
        return "{%s\"delegate\": \"%s\", \"until\": \"%s\", \"reason\": \"On leave\"}"
                .formatted(
                        approver.isEmpty() ? "" : "\"approver\": \"" + approver + "\", ",
                        delegate,
                        until);
    }

    private static String tomorrow() {
        return at(Duration.ofDays(1));
    }

    private static String at(Duration fromNow) {
        return clock.instant().plus(fromNow).toString();
    }

    private static Got accept(String user) {
        return api.with(basic(user, PASSWORD), "POST", ACCEPT, "{\"version\": 1}");
    }

    private static Got remove(String user, String id) {
        return api.with(basic(user, PASSWORD), "DELETE", "/delegations/" + id, null);
    }

    private static Caller seen() {
        return api.seen.get().getVariable("caller", Caller.class);
    }

    private static String detail(Got got) {
        return got.json().get("detail").textValue();
    }
}
