package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** How far a privilege to accept reaches, of one's own and by delegation. */
class PrivilegesTest extends Scenario {

    private static int made;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void whatIsAboveALimitWaitsForSomebodyWithAHigherOne() {
        Api clerk = token(name(), "approver", Map.of("accept_limit", "10000.00"));
        ProcoreChangeOrder exact = site.changeOrder("10000.00");
        ProcoreChangeOrder above = site.changeOrder("12500.00");
        ProcoreChangeOrder deduction = site.changeOrder("-10000.01");
        world.poll();

        world.move(clerk, exact, "accept").good();
        Api.Answer refused = world.move(clerk, above, "accept");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("detail").asText())
                .isEqualTo(
                        "Your limit is 10,000.00; this change order is 12,500.00. Somebody with a"
                                + " higher limit must accept it.");
        assertThat(world.move(clerk, deduction, "accept").json().path("detail").asText())
                .contains("for deductions as well; this change order is -10,000.01.");
        assertThat(world.state(above)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.calls(above)).isEmpty();
        assertThat(world.history(above)).hasSize(1);
        world.move(clerk, above, "reject", "reason", "Too much for me").good();

        world.accept(deduction);
        world.assertSynced(exact);
        world.assertSynced(deduction);
    }

    @Test
    void ofManyThoseThatThePrivilegeReachesAreAcceptedAndTheOthersToldWhy() {
        Site other = world.site();
        Api clerk =
                token(
                        name(),
                        "approver",
                        Map.of(
                                "accept_limit",
                                "100",
                                "accept_projects",
                                List.of(site.project.id())));
        ProcoreChangeOrder small = site.changeOrder("100.00");
        ProcoreChangeOrder large = site.changeOrder("100.01");
        ProcoreChangeOrder deduction = site.changeOrder("-250.00");
        ProcoreChangeOrder elsewhere = other.changeOrder("1.00");
        world.poll();

        JsonNode results =
                clerk.post(
                                "/change-orders/accept",
                                Map.of(
                                        "items",
                                        List.of(
                                                item(large),
                                                item(small),
                                                item(deduction),
                                                item(elsewhere))))
                        .path("results");

        assertThat(results)
                .extracting(result -> result.path("status").asInt())
                .containsExactly(403, 200, 403, 403);
        assertThat(results.at("/0/problem/detail").asText()).startsWith("Your limit is 100.00;");
        assertThat(results.at("/3/problem/detail").asText())
                .startsWith("You may accept change orders of some projects only, and Harbor Tower");
        world.assertSynced(small);
        assertThat(world.state(large)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.state(elsewhere)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void aDelegateAcceptsForTheApproverAndTheHistoryNamesBoth() {
        String bert = user("approver", Map.of("accept_limit", "50.00"));
        String dora = name();
        Api delegate = token(dora, "viewer", Map.of());
        ProcoreChangeOrder change = site.changeOrder("50.00");
        ProcoreChangeOrder above = site.changeOrder("50.01");
        ProcoreChangeOrder late = site.changeOrder("1.00");
        world.poll();
        assertThat(world.move(delegate, change, "accept").status()).isEqualTo(403);

        String delegation = delegate(bert, dora);
        world.move(delegate, change, "accept").good();
        assertThat(world.move(delegate, above, "accept").json().path("detail").asText())
                .startsWith("The limit of " + bert + " is 50.00; this change order is 50.01.");
        world.move(delegate, above, "reject", "reason", "Ask " + bert).good();
        assertThat(world.admin().tryDelete("/delegations/" + delegation).status()).isEqualTo(204);
        assertThat(world.move(delegate, late, "accept").status()).isEqualTo(403);

        world.assertSynced(change);
        assertThat(world.history(change))
                .extracting(entry -> entry.path("by").asText() + " " + entry.path("to").asText())
                .contains(dora + " for " + bert + " ACCEPTED");
        assertThat(world.history(above))
                .extracting(entry -> entry.path("by").asText() + " " + entry.path("to").asText())
                .contains(dora + " for " + bert + " REJECTED");
    }

    @Test
    void neitherTheDelegateNorTheApproverMayHaveSentIt() {
        String bert = user("approver", Map.of());
        String pam = name();
        Api sender = token(pam, "project-manager", Map.of());
        delegate(bert, pam);
        ProcoreChangeOrder sentByDelegate = site.changeOrder("3.00");
        world.poll();
        world.move(sender, sentByDelegate, "retrieve").good();
        world.move(sender, sentByDelegate, "send").good();
        Api.Answer own = world.move(sender, sentByDelegate, "accept");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.json().path("detail").asText()).startsWith("You sent this change order");

        String ada = user("admin", Map.of());
        Api admin = token(ada, "admin", Map.of());
        String dora = name();
        Api delegate = token(dora, "viewer", Map.of());
        delegate(ada, dora);
        ProcoreChangeOrder sentByApprover = site.changeOrder("4.00");
        world.poll();
        world.move(world.as(PROJECT_MANAGER), sentByApprover, "retrieve").good();
        world.move(admin, sentByApprover, "send").good();
        Api.Answer forAda = world.move(delegate, sentByApprover, "accept");
        assertThat(forAda.status()).isEqualTo(403);
        assertThat(forAda.json().path("detail").asText())
                .startsWith(ada + ", for whom you act, sent this change order");

        world.move(world.as(APPROVER), sentByApprover, "accept").good();
        world.assertSynced(sentByApprover);
    }

    @Test
    void theRoleIsAskedBeforeTheState() {
        Api clerk = token(name(), "approver", Map.of("accept_limit", "1"));
        ProcoreChangeOrder change = site.changeOrder("2.00");
        world.poll();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.move(clerk, change, "accept").status())
                .as("a limit says nothing about what is synced")
                .isEqualTo(409);
        assertThat(world.move(world.as(PROJECT_MANAGER), change, "accept").status()).isEqualTo(403);
    }

    // ---- Parts

    private static String name() {
        return "p" + ++made;
    }

    private static Api token(String name, String role, Map<String, ?> limits) {
        Map<String, Object> body = new HashMap<>(limits);
        body.put("name", name);
        body.put("role", role);
        return world.withToken(world.admin().post("/tokens", body).path("token").asText());
    }

    private static String user(String role, Map<String, ?> limits) {
        Map<String, Object> body = new HashMap<>(limits);
        body.put("name", name());
        body.put("role", role);
        body.put("password", "correct horse");
        return world.admin().post("/users", body).path("name").asText();
    }

    private static String delegate(String approver, String delegate) {
        return world.admin()
                .post(
                        "/delegations",
                        Map.of(
                                "approver",
                                approver,
                                "delegate",
                                delegate,
                                "until",
                                Instant.now().plus(1, ChronoUnit.DAYS).toString(),
                                "reason",
                                "On leave"))
                .path("id")
                .asText();
    }

    private static Map<String, ?> item(ProcoreChangeOrder changeOrder) {
        JsonNode seen = world.show(changeOrder);
        return Map.of("id", seen.path("id").asText(), "version", seen.path("version").asInt());
    }
}
