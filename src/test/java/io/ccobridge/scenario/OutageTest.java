package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Spectrum is out for a while, for all. */
class OutageTest extends Scenario {

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(600);

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(
                engine,
                Map.of(
                        "spectrum.probe-interval",
                        PROBE_INTERVAL.toMillis() + "ms",
                        "export.retry.max-attempts",
                        "100",
                        "export.retry.first-delay",
                        "200ms",
                        "export.retry.max-delay",
                        "200ms"));
    }

    @Test
    void whenSpectrumRefusesUsTheCircuitOpensNoAttemptsAreUsedAndOneProbeGoesAnInterval() {
        List<ProcoreChangeOrder> waiting = accepted(6, Fault.abort());
        world.eventually(() -> assertThat(circuit().path("state").asText()).isNotEqualTo("closed"));
        assertThat(circuit().path("reason").asText()).contains("not authorized");
        int before = calls().size();
        world.eventually(() -> assertThat(calls()).hasSizeGreaterThanOrEqualTo(before + 2));

        // those under way when the circuit opened are not probes
        List<ReceivedCall> probes = calls().subList(before, calls().size());
        for (int i = 1; i < probes.size(); i++) {
            assertThat(Duration.between(probes.get(i - 1).at(), probes.get(i).at()))
                    .isGreaterThan(PROBE_INTERVAL.minusMillis(200));
        }
        assertThat(waiting)
                .allSatisfy(
                        change -> {
                            assertThat(world.item(change).path("state").asText())
                                    .isEqualTo("ACCEPTED");
                            assertThat(world.item(change).path("attempts").asInt()).isZero();
                            assertThat(world.outcomes(change)).hasSizeLessThan(3);
                        });
        assertThat(circuit().path("next_probe_at").asText()).isNotEmpty();

        world.stop();
        world.start();
        assertThat(circuit().path("state").asText()).isNotEqualTo("closed");
        world.clearFaults();

        waiting.forEach(world::assertSynced);
        assertThat(circuit().path("state").asText()).isEqualTo("closed");
    }

    @Test
    void aRestartInTheMiddleOfAnOutageLosesNothingAndDoublesNothing() {
        ProcoreChangeOrder parked = site.changeOrder("5.00");
        List<ProcoreChangeOrder> waiting =
                accepted(5, Fault.of(Fault.Kind.RESET_AFTER_COMMIT).onPhase("05500"));
        world.eventually(
                () ->
                        assertThat(waiting)
                                .allSatisfy(
                                        change ->
                                                assertThat(world.outcomes(change))
                                                        .contains("accepted", "unknown")));
        List<JsonNode> seen = waiting.stream().map(world::item).toList();

        world.stop();
        world.clearFaults();
        world.start();

        waiting.forEach(world::assertSynced);
        assertThat(world.state(parked)).isEqualTo("READY_TO_EXPORT");
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(world.number(waiting.get(i)))
                    .isEqualTo(seen.get(i).path("change_request_number").asText());
            assertThat(world.history(waiting.get(i)))
                    .extracting(entry -> entry.path("to").asText())
                    .containsExactly("READY_TO_EXPORT", "ACCEPTED", "SYNCED");
        }
        assertThat(world.poll().path("new").asInt()).isZero();
    }

    /** So many, each of two sums, the second under phase 05500, accepted while Spectrum is out. */
    private static List<ProcoreChangeOrder> accepted(int count, Fault outage) {
        List<ProcoreChangeOrder> changeOrders =
                Stream.generate(
                                () ->
                                        site.changeOrder(
                                                "Canopy",
                                                line("03-300.S", "10.01"),
                                                line("05-500.S", "20.02")))
                        .limit(count)
                        .toList();
        world.poll();
        world.spectrum.faults().always(outage.onMethod("ARChangeRequest"));
        changeOrders.forEach(world::accept);
        return changeOrders;
    }

    private static JsonNode circuit() {
        return world.admin().get("/status").at("/spectrum/circuit");
    }

    private static List<ReceivedCall> calls() {
        return world.spectrum.ledger().calls("ARChangeRequest");
    }
}
