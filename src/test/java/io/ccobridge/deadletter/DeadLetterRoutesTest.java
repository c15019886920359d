package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterRoutesTest {

    /** In place of another room's: the answer as it is. */
    public static final class NoMoves {
        public Object withMoves(Object answer, Caller by) {
            return answer;
        }
    }

    private DeadLetterFixture fixture;
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        fixture = new DeadLetterFixture(Databases.Engine.H2);
        camel = new DefaultCamelContext();
        // else an idle queue holds up the end of each test by up to a second
        camel.getComponent("seda", SedaComponent.class).setDefaultPollTimeout(10);
        camel.getRegistry().bind("deadLetters", fixture.deadLetters);
        camel.getRegistry().bind("deadLetterGroups", fixture.groups);
        camel.getRegistry().bind("deadLetterNotes", fixture.notes);
        camel.getRegistry().bind("deadLetterCsv", new DeadLetterCsv(fixture.deadLetters));
        camel.getRegistry().bind("pendingExports", new PendingDecisions(null));
        camel.getRegistry().bind("deadLetterDecisions", fixture.decisions);
        camel.getRegistry().bind("changeOrderDetail", new NoMoves());
        camel.getRegistry().bind("replays", fixture.replays);
        camel.getRegistry().bind("replayRunner", fixture.runner);
        camel.getRegistry().bind("deadLetterEdits", fixture.edits);
        camel.getRegistry().bind("deadLetterDetails", fixture.details);
        for (String file : List.of("5-dead-letters", "5-edit-and-replay", "5-replays")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveMandatoryResource(
                                    camel, "file:routes/" + file + ".camel.yaml"));
        }
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wake-exporter").to("mock:exporter");
                    }
                });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        fixture.close();
    }

    @Test
    void aReplayRunsToItsEndByItself() {
        List<String> ids = fixture.failed(2);

        Exchange answer =
                call("startReplay", null, body("{'query': 'closed', 'reason': 'phase opened'}"));

        assertThat(answer.getException()).isNull();
        String replay = answer.getMessage().getBody(Replay.class).id();
        await().untilAsserted(
                        () ->
                                assertThat(ids)
                                        .allSatisfy(
                                                id ->
                                                        assertThat(fixture.state(id))
                                                                .isEqualTo("ACCEPTED")));
        fixture.spectrumTakesAll();
        await().untilAsserted(
                        () ->
                                assertThat(call("getReplay", replay, null).getMessage().getBody())
                                        .asInstanceOf(type(Replay.class))
                                        .extracting(Replay::state, Replay::succeeded)
                                        .containsExactly("done", 2));
    }

    @Test
    void aDryRunIsToldAsAReplayThatHasDoneNothing() {
        fixture.failed(2);
        Exchange answer = call("startReplay", null, body("{'query': 'closed', 'dry_run': true}"));
        assertThat(answer.getMessage().getBody(DryRun.class))
                .extracting(DryRun::id, DryRun::total, DryRun::done)
                .containsExactly(null, 2, 0);
    }

    @Test
    void everyCallOfTheContractHasItsRoute() {
        String id = fixture.failed("Phase 010 is closed");
        JsonNode reason = body("{'reason': 'why not', 'change_request_number': 'H-17'}");

        assertThat(answer("listDeadLetters", null, null, DeadLetter.Page.class).total())
                .isEqualTo(1);
        assertThat(answer("listDeadLetterGroups", null, null, List.class).size()).isEqualTo(1);
        assertThat(letter("getDeadLetter", id, null).id()).isEqualTo(id);
        assertThat(letter("discardDeadLetter", id, reason).ended()).isEqualTo("discarded");
        assertThat(letter("restoreDeadLetter", id, reason).ended()).isNull();
        String replay =
                answer(
                                "startReplay",
                                null,
                                body("{'ids': ['1'], 'rate_per_second': 0.001, 'reason': 'x'}"),
                                Replay.class)
                        .id();
        assertThat(answer("listReplays", null, null, Replay.Page.class).total()).isEqualTo(1);
        assertThat(answer("pauseReplay", replay, null, Replay.class).state()).isEqualTo("paused");
        assertThat(answer("resumeReplay", replay, null, Replay.class).state()).isEqualTo("running");
        assertThat(answer("cancelReplay", replay, null, Replay.class).state())
                .isEqualTo("cancelled");
        String other = fixture.failed("Phase 020 is closed");
        assertThat(letter("markDoneByHand", other, reason).ended()).isEqualTo("done-by-hand");
        String edited = fixture.failed("Phase 030 is closed");
        JsonNode edit =
                body("{'version': 1, 'change_request_number': 'S001-003', 'reason': 'taken'}");
        String pending = answer("editAndReplay", edited, edit, Edit.class).id();
        assertThat(answer("listEdits", null, null, Edit.Page.class).total()).isEqualTo(1);
        assertThat(answer("getEdit", pending, null, Edit.class).state()).isEqualTo("pending");
        assertThat(call("confirmEdit", pending, null).getException())
                .asInstanceOf(type(Refusal.class))
                .extracting(Refusal::status)
                .isEqualTo(403);
        assertThat(answer("withdrawEdit", pending, null, Edit.class).state())
                .isEqualTo("withdrawn");
    }

    @Test
    void aRefusalComesOutAsItIs() {
        assertThat(call("getDeadLetter", "abc", null).getException())
                .asInstanceOf(type(Refusal.class))
                .extracting(Refusal::status)
                .isEqualTo(404);
        assertThat(call("startReplay", null, body("{'ids': ['1']}")).getException())
                .asInstanceOf(type(Refusal.class))
                .extracting(Refusal::status)
                .isEqualTo(422);
    }

    private DeadLetter letter(String operation, String id, JsonNode body) {
        return answer(operation, id, body, DeadLetterDetails.Detail.class).deadLetter();
    }

    private <T> T answer(String operation, String id, JsonNode body, Class<T> type) {
        Exchange exchange = call(operation, id, body);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(type);
    }

    private Exchange call(String operation, String id, JsonNode body) {
        return camel.createProducerTemplate()
                .request(
                        "direct:" + operation,
                        exchange -> {
                            exchange.setVariable("id", id);
                            exchange.setVariable("query", Map.of());
                            exchange.setVariable("caller", ADA);
                            exchange.getMessage().setBody(body);
                        });
    }
}
