package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What an admin does with exports that failed. */
class DeadLetterTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void failuresOfOneCauseAreListedAndCountedTogetherAndShownWithTheWholeMaskedExchange() {
        List<ProcoreChangeOrder> failed = failed(2, "The period of job 24-101 is closed");
        JsonNode one = world.deadLetter(failed.get(0));
        String group = one.path("group").asText();
        assertThat(world.admin().get("/dead-letters/groups"))
                .filteredOn(g -> g.path("group").asText().equals(group))
                .singleElement()
                .satisfies(
                        g -> {
                            assertThat(g.path("count").asInt()).isEqualTo(2);
                            assertThat(g.path("column").asText()).isEqualTo("CR_Phase_Code");
                            assertThat(g.path("total_amount").asText()).isEqualTo("120.20");
                        });
        assertThat(World.items(world.admin().get("/dead-letters?group=" + group))).hasSize(2);

        JsonNode shown = world.admin().get("/dead-letters/" + one.path("id").asText());
        assertThat(World.texts(shown.at("/payload/lines"), "state"))
                .containsExactly("DONE", "OPEN");
        assertThat(World.texts(shown.path("attempts"), "outcome"))
                .containsExactly("accepted", "business");
        assertThat(shown.at("/attempts/1/request").asText()).contains("05500").contains("***");
        assertThat(shown.at("/attempts/1/response").asText()).contains("is closed");
        assertThat(shown.toString()).doesNotContain(world.spectrum.authorizationId());
    }

    @Test
    void aReplayGoesOnWhereTheExportStoppedUnderTheSameApproval() {
        ProcoreChangeOrder failed = failed(1, "Phase is not open yet").get(0);
        JsonNode replay = replay(Map.of("ids", List.of(letterId(failed))));
        assertThat(replay.path("succeeded").asInt()).isEqualTo(1);
        world.assertSynced(failed);
        assertThat(world.calls(failed))
                .extracting(call -> call.phase() + " " + call.committed())
                .containsExactly("03300 true", "05500 false", "05500 true");
        assertThat(world.history(failed))
                .extracting(entry -> entry.path("to").asText())
                .containsExactly(
                        "READY_TO_EXPORT", "ACCEPTED", "FAILED_TO_EXPORT", "ACCEPTED", "SYNCED");
    }

    @Test
    void severalAreReplayedEachForItself() {
        List<ProcoreChangeOrder> failed = failed(3, "Vendor is on hold");
        world.spectrum
                .faults()
                .next(
                        fault("Vendor is on hold still")
                                .onChangeRequest(world.number(failed.get(1))));
        List<String> letters = failed.stream().map(DeadLetterTest::letterId).toList();
        JsonNode replay = replay(Map.of("ids", letters));
        assertThat(replay.path("results"))
                .extracting(
                        result ->
                                result.path("id").asText() + " " + result.path("outcome").asText())
                .containsExactlyInAnyOrder(
                        letters.get(0) + " succeeded",
                        letters.get(1) + " failed",
                        letters.get(2) + " succeeded");
        world.assertSynced(failed.get(0));
        world.assertSynced(failed.get(2));
        assertThat(world.deadLetter(failed.get(1)).path("message").asText())
                .isEqualTo("Vendor is on hold still");
    }

    @Test
    void ofAGroupWithACanaryNoneIsTriedUntilTheFirstHasGoneThrough() {
        List<ProcoreChangeOrder> failed = failed(3, "Batch is in use");
        String group = world.deadLetter(failed.get(0)).path("group").asText();
        world.spectrum.faults().always(fault("Batch is in use").onPhase("05500"));
        JsonNode first = replay(Map.of("group", group, "canary", true));
        assertThat(first.path("state").asText()).isEqualTo("failed");
        assertThat(World.texts(first.path("results"), "outcome"))
                .containsExactly("failed", "skipped", "skipped");
        assertThat(world.calls(failed.get(1))).hasSize(2);

        world.clearFaults();
        JsonNode second = replay(Map.of("group", group, "canary", true));
        assertThat(second.path("succeeded").asInt()).isEqualTo(3);
        failed.forEach(world::assertSynced);
    }

    @Test
    void whatChangedInProcoreMeanwhileGoesBackForApprovalInsteadOfBeingReplayed() {
        ProcoreChangeOrder failed = failed(1, "Contract is closed").get(0);
        String letter = letterId(failed);
        failed.setLines(line("03-300.S", "60.00"), line("05-500.S", "0.20"));
        world.poll();
        JsonNode replay = replay(Map.of("ids", List.of(letter)));
        assertThat(World.texts(replay.path("results"), "outcome")).containsExactly("skipped");
        assertThat(world.state(failed)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.move(world.as(Role.APPROVER), failed, "accept").status()).isEqualTo(409);

        world.move(world.as(Role.PROJECT_MANAGER), failed, "send").good();
        world.accept(failed);
        world.eventually(failed, "SYNCED");
        world.assertHeld(failed, Site.owed(failed));
    }

    @Test
    void whatIsDiscardedCanBeRestoredAndIsNotSentMeanwhile() {
        ProcoreChangeOrder failed = failed(1, "Budget is frozen").get(0);
        String letter = letterId(failed);
        assertThat(decide(letter, "discard", Map.of()).status()).isEqualTo(422);
        assertThat(
                        decide(letter, "discard", Map.of("reason", "Not this year"))
                                .good()
                                .path("warning")
                                .asText())
                .contains("50.00 of it under " + world.number(failed));
        assertThat(world.state(failed)).isEqualTo("REJECTED");
        assertThat(decide(letter, "discard", Map.of("reason", "Again")).status()).isEqualTo(409);

        decide(letter, "restore", Map.of("reason", "This year after all")).good();
        assertThat(world.state(failed)).isEqualTo("FAILED_TO_EXPORT");
        assertThat(world.calls(failed)).hasSize(2);
        replay(Map.of("ids", List.of(letter)));
        world.assertSynced(failed);
    }

    @Test
    void whatWasDoneByHandIsSyncedWithThatNumberAndNeverSent() {
        ProcoreChangeOrder failed = failed(1, "Terms are missing").get(0);
        int calls = world.calls(failed).size();
        String number = world.number(failed);
        JsonNode done =
                decide(
                                letterId(failed),
                                "done-by-hand",
                                Map.of("reason", "Typed in", "change_request_number", "BYHAND-1"))
                        .good();
        assertThat(done.path("warning").asText()).contains("50.00 of it under " + number);
        assertThat(done.at("/continued_as/change_request_number").asText()).isEqualTo("BYHAND-1");
        assertThat(world.state(failed)).isEqualTo("SYNCED");
        assertThat(world.number(failed)).isEqualTo("BYHAND-1");
        assertThat(world.spectrum.ledger().calls("ARChangeRequest"))
                .filteredOn(call -> call.changeRequestNumber().equals(number))
                .hasSize(calls);
        assertThat(world.spectrum.ledger().changeRequest("BYHAND-1")).isEmpty();
    }

    /** So many whose first sum has gone through and whose second Spectrum has refused. */
    private static List<ProcoreChangeOrder> failed(int count, String message) {
        List<ProcoreChangeOrder> changeOrders =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        site.changeOrder(
                                                "Railing",
                                                line("03-300.S", "50.00"),
                                                line("05-500.S", "10.10")))
                        .toList();
        world.poll();
        world.spectrum.faults().next(fault(message).onPhase("05500"), count);
        changeOrders.forEach(world::accept);
        changeOrders.forEach(change -> world.eventually(change, "FAILED_TO_EXPORT"));
        return changeOrders;
    }

    private static Fault fault(String message) {
        return Fault.invalid("CR_Phase_Code", message).onMethod("ARChangeRequest");
    }

    private static String letterId(ProcoreChangeOrder changeOrder) {
        return world.deadLetter(changeOrder).path("id").asText();
    }

    private static Api.Answer decide(String letter, String decision, Map<String, ?> body) {
        return world.admin().tryPost("/dead-letters/" + letter + "/" + decision, body);
    }

    /** The replay as it is when it has come to its end. */
    private static JsonNode replay(Map<String, ?> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.put("reason", "The cause is gone");
        String path =
                "/dead-letters/replays/"
                        + world.admin().post("/dead-letters/replays", body).path("id").asText();
        world.eventually(
                () -> assertThat(world.admin().get(path).path("finished_at").isNull()).isFalse());
        return world.admin().get(path);
    }
}
