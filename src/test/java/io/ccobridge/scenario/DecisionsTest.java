package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.changeorder.Role.VIEWER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What people may do with a parked change order, and what they may not. */
class DecisionsTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void whatIsRejectedWithAReasonIsPutRightInProcoreSentAgainAndAccepted() {
        ProcoreChangeOrder change = parked("1000.00");
        assertThat(world.move(world.as(APPROVER), change, "reject").status()).isEqualTo(422);
        JsonNode rejected =
                world.move(world.as(APPROVER), change, "reject", "reason", "Wrong cost type")
                        .good();
        assertThat(rejected.path("state").asText()).isEqualTo("REJECTED");

        change.setLines(line("03-300.M", "1000.00"));
        world.poll();
        assertThat(world.state(change)).isEqualTo("REJECTED");
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.history(change))
                .extracting(entry -> entry.path("reason").asText())
                .contains("Wrong cost type");
    }

    @Test
    void whatIsRetrievedIsNotAcceptedUntilItIsSentAgain() {
        ProcoreChangeOrder change = parked("2.00");
        world.move(world.as(PROJECT_MANAGER), change, "retrieve").good();
        assertThat(world.state(change)).isEqualTo("RETRIEVED");
        assertThat(world.move(world.as(APPROVER), change, "accept").status()).isEqualTo(409);
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.move(world.as(PROJECT_MANAGER), change, "retrieve").status())
                .isEqualTo(409);
    }

    @Test
    void whoSentItMayNotAcceptIt() {
        ProcoreChangeOrder change = parked("3.00");
        world.move(world.admin(), change, "retrieve").good();
        world.move(world.admin(), change, "send").good();
        assertThat(world.move(world.admin(), change, "accept").status()).isEqualTo(403);
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        world.accept(change);
        world.assertSynced(change);
    }

    @Test
    void onlyTheVersionThatIsTheNewestIsDecidedOn() {
        ProcoreChangeOrder change = parked("4.00");
        String path = "/change-orders/" + world.id(change) + "/";
        int seen = world.show(change).path("version").asInt();
        world.move(world.as(PROJECT_MANAGER), change, "retrieve").good();
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        Map<String, ?> stale = Map.of("version", seen, "reason", "Too late");
        assertThat(world.as(APPROVER).tryPost(path + "reject", stale).status()).isEqualTo(409);
        assertThat(world.as(APPROVER).tryPost(path + "accept", Map.of("version", seen)).status())
                .isEqualTo(409);
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void theWrongRoleIsRefusedWhateverTheState() {
        ProcoreChangeOrder change = parked("5.00");
        assertThat(world.move(world.as(VIEWER), change, "accept").status()).isEqualTo(403);
        assertThat(world.move(world.as(PROJECT_MANAGER), change, "accept").status()).isEqualTo(403);
        assertThat(world.move(world.as(APPROVER), change, "retrieve").status()).isEqualTo(403);
        assertThat(world.move(world.as(APPROVER), change, "send").status()).isEqualTo(403);
        assertThat(world.as(APPROVER).tryPost("/polls", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void anIdThatThereIsNotIsNotFound() {
        Api approver = world.as(APPROVER);
        assertThat(approver.tryGet("/change-orders/999999").status()).isEqualTo(404);
        assertThat(approver.tryGet("/change-orders/999999/history").status()).isEqualTo(404);
        assertThat(approver.tryGet("/change-orders/999999/preview").status()).isEqualTo(404);
        assertThat(approver.tryPost("/change-orders/999999/accept", Map.of("version", 1)).status())
                .isEqualTo(404);
    }

    @Test
    void ofManyEachIsDecidedOnItsOwnAndNoneHidesAnother() {
        ProcoreChangeOrder good = site.changeOrder("6.00");
        ProcoreChangeOrder stale = site.changeOrder("7.00");
        ProcoreChangeOrder unmet = site.changeOrder("Title", line("99-999.S", "8.00"));
        ProcoreChangeOrder alsoGood = site.changeOrder("9.00");
        world.poll();
        JsonNode answer =
                world.as(APPROVER)
                        .post(
                                "/change-orders/accept",
                                Map.of(
                                        "items",
                                        List.of(
                                                item(good, 0),
                                                item(stale, -1),
                                                Map.of("id", "999999", "version", 1),
                                                Map.of("id", "no-id", "version", 1),
                                                item(unmet, 0),
                                                item(alsoGood, 0))));
        assertThat(answer.path("results"))
                .extracting(result -> result.path("status").asInt())
                .containsExactly(200, 409, 404, 404, 409, 200);
        assertThat(answer.at("/results/1/problem/type").asText()).isEqualTo("about:blank");
        assertThat(answer.at("/results/1/problem/detail").asText()).contains("version");
        world.assertSynced(good);
        world.assertSynced(alsoGood);
        assertThat(world.state(stale)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.calls(stale)).isEmpty();
    }

    @Test
    void aSumThatIsGoneIsSentAsZeroWhenTheRestIsSentAgainAfterAPartHasGoneThrough() {
        ProcoreChangeOrder change =
                site.changeOrder(
                        "Lobby",
                        line("03-300.S", "100.00"),
                        line("05-500.S", "40.00"),
                        line("09-900.S", "2.00"));
        world.poll();
        world.spectrum
                .faults()
                .next(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("09900"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        world.move(world.as(APPROVER), change, "reject", "reason", "No paint, no metals").good();

        change.setLines(line("03-300.S", "111.11"));
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);

        world.eventually(change, "SYNCED");
        world.assertHeld(
                change,
                Map.of("03300 S", new BigDecimal("111.11"), "05500 S", new BigDecimal("0.00")));
        assertThat(world.spectrum.ledger().total(world.number(change)))
                .isEqualTo(new BigDecimal(change.total()));
    }

    @Test
    void whatIsUnlinkedAndSentAgainGetsANewNumber() {
        ProcoreChangeOrder change = parked("12.12");
        world.accept(change);
        world.assertSynced(change);
        String old = world.number(change);
        world.move(world.as(APPROVER), change, "unlink", "reason", "Deleted in Spectrum").good();
        assertThat(world.state(change)).isEqualTo("UNLINKED");
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.number(change)).isNotEqualTo(old);
    }

    private static ProcoreChangeOrder parked(String amount) {
        ProcoreChangeOrder changeOrder = site.changeOrder(amount);
        world.poll();
        assertThat(world.state(changeOrder)).isEqualTo("READY_TO_EXPORT");
        return changeOrder;
    }

    private static Map<String, ?> item(ProcoreChangeOrder changeOrder, int beside) {
        JsonNode seen = world.show(changeOrder);
        return Map.of(
                "id", seen.path("id").asText(), "version", seen.path("version").asInt() + beside);
    }
}
