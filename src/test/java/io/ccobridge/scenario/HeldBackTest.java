package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What keeps accepted change orders from Spectrum for a while, and what becomes of them then. */
class HeldBackTest extends Scenario {

    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final int MAX_ATTEMPTS = 20;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(
                engine,
                Map.of(
                        RunningBridge.BEHIND_A_DOOR,
                        "yes",
                        "time-zone",
                        DENVER.getId(),
                        "maintenance.windows",
                        "0 0 22 ? * SUN 4h; 0 30 1 ? * MON 2h",
                        "spectrum.probe-interval",
                        "300ms",
                        "spectrum.drain-rate",
                        "50",
                        "export.retry.first-delay",
                        "250ms",
                        "export.retry.max-delay",
                        "250ms",
                        "export.retry.max-attempts",
                        Integer.toString(MAX_ATTEMPTS),
                        "retention.synced-after",
                        "400d"));
    }

    @AfterEach
    void allGoesAgain() {
        world.door.open();
        world.clearFaults();
        world.eventually(() -> assertThat(exports().path("state").asText()).isEqualTo("running"));
    }

    @Test
    void aPauseByHandOutlastsARestartAndAResumeLetsTheBacklogOut() {
        assertThat(
                        world.as(Role.APPROVER)
                                .tryPost("/exports/pause", Map.of("reason", "month end"))
                                .status())
                .isEqualTo(403);
        JsonNode paused = world.admin().post("/exports/pause", Map.of("reason", "month end"));
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        List<ProcoreChangeOrder> waiting = accepted(3);
        world.stop();
        world.start();

        assertThat(exports().path("reason").asText()).isEqualTo("month end");
        assertThat(exports().path("waiting").path("count").asInt()).isEqualTo(3);
        assertThat(exports().path("summary").asText())
                .contains("3 accepted change orders are safe");
        assertThat(waiting).allSatisfy(change -> assertThat(world.calls(change)).isEmpty());
        assertThat(world.show(waiting.get(0)).path("next_attempt_reason").asText())
                .startsWith("Exports are paused since ")
                .endsWith(" by admin (month end), until somebody resumes them.");

        world.admin().post("/exports/resume", Map.of("reason", "the period is closed"));
        waiting.forEach(world::assertSynced);
        assertThat(world.admin().tryPost("/exports/resume", Map.of("reason", "x")).status())
                .isEqualTo(409);
    }

    @Test
    void noExportStartsInAMaintenanceWindowAndTheStatusSaysUntilWhen() {
        ZonedDateTime sunday =
                ZonedDateTime.ofInstant(world.clock.instant(), DENVER)
                        .with(TemporalAdjusters.next(DayOfWeek.SUNDAY))
                        .with(LocalTime.of(22, 0));
        world.clock.set(sunday.toInstant());
        List<ProcoreChangeOrder> waiting = accepted(3);

        assertThat(exports().path("state").asText()).isEqualTo("maintenance");
        assertThat(exports().path("until").asText())
                .isEqualTo(
                        sunday.toLocalDate()
                                .plusDays(1)
                                .atTime(3, 30)
                                .atZone(DENVER)
                                .toInstant()
                                .toString());
        assertThat(exports().path("summary").asText())
                .startsWith("Maintenance since 22:00, no export starts until ")
                .contains(" 03:30; 3 accepted change orders are safe.");
        world.clock.advance(Duration.ofHours(5));
        assertThat(waiting).allSatisfy(change -> assertThat(world.calls(change)).isEmpty());

        world.clock.advance(Duration.ofMinutes(31));
        waiting.forEach(world::assertSynced);
    }

    @Test
    void whenNothingAnswersAFewAcceptedOnesUseUpNoAttempts() {
        List<ProcoreChangeOrder> waiting =
                accepted(3, () -> world.spectrum.faults().always(Fault.of(Fault.Kind.UNAVAILABLE)));
        world.eventually(
                () -> assertThat(exports().path("state").asText()).isEqualTo("circuit-open"));
        world.eventually(() -> assertNoneUsedUp(waiting));
        assertThat(exports().path("reason").asText())
                .isEqualTo("Spectrum does not answer: HTTP status 503.");
        world.clearFaults();
        waiting.forEach(world::assertSynced);
    }

    /** How it ends for them: ExportGateTest. */
    @Test
    void attemptsCountOfThoseThatAloneGetNoAnswerWhileQuestionsAreAnswered() {
        List<ProcoreChangeOrder> poison =
                accepted(
                        5,
                        () ->
                                world.spectrum
                                        .faults()
                                        .always(
                                                Fault.of(Fault.Kind.UNAVAILABLE)
                                                        .onMethod("ARChangeRequest")));
        world.eventually(
                () ->
                        assertThat(exports().path("reason").asText())
                                .startsWith("Spectrum does not answer: HTTP status 503; other")
                                .contains("their attempts count"));
        world.eventually(
                () ->
                        assertThat(poison)
                                .anySatisfy(
                                        change ->
                                                assertThat(
                                                                world.item(change)
                                                                        .path("attempts")
                                                                        .asInt())
                                                        .isPositive()));
        world.clearFaults();
        poison.forEach(world::assertSynced);
    }

    @Test
    void aConnectionThatIsRefusedKeepsASingleOneWaitingForAsLongAsItTakes() {
        List<ProcoreChangeOrder> waiting = accepted(1, world.door::shut);
        world.eventually(
                () -> assertThat(exports().path("state").asText()).isEqualTo("circuit-open"));
        world.eventually(() -> assertNoneUsedUp(waiting));
        assertThat(exports().path("summary").asText())
                .contains("(connection refused); 1 accepted change order is safe; ");
        world.door.open();
        waiting.forEach(world::assertSynced);
    }

    @Test
    void whenSpectrumRefusesTheAuthorisationNothingIsUsedUpEither() {
        List<ProcoreChangeOrder> waiting =
                accepted(
                        4, () -> world.spectrum.faults().always(Fault.of(Fault.Kind.UNAUTHORIZED)));
        world.eventually(
                () ->
                        assertThat(exports().path("summary").asText())
                                .startsWith("Spectrum refuses us since "));
        assertNoneUsedUp(waiting);
        world.clearFaults();
        waiting.forEach(world::assertSynced);
    }

    @Test
    void aSpectrumThatFlapsGetsEverythingOnceAndNothingTwice() {
        List<ProcoreChangeOrder> waiting = new ArrayList<>();
        for (Fault.Kind kind :
                List.of(
                        Fault.Kind.RESET_AFTER_COMMIT,
                        Fault.Kind.UNAVAILABLE,
                        Fault.Kind.UNAVAILABLE_AFTER_COMMIT)) {
            waiting.addAll(accepted(4, () -> world.spectrum.faults().always(Fault.of(kind))));
            world.eventually(
                    () -> assertThat(exports().path("state").asText()).isEqualTo("circuit-open"));
            int synced = synced();
            world.clearFaults();
            world.eventually(() -> assertThat(synced()).isGreaterThan(synced));
        }
        world.clearFaults();
        world.eventually(
                () ->
                        assertThat(waiting)
                                .allSatisfy(
                                        change ->
                                                assertThat(world.state(change))
                                                        .isEqualTo("SYNCED")));
        waiting.forEach(
                change -> {
                    world.assertHeld(change, Site.owed(change));
                    assertThat(world.audit(change)).isEmpty();
                });
    }

    @Test
    void whatHasLongBeenSyncedIsArchivedAndStillAlarmsWhenItDrifts() {
        ProcoreChangeOrder old = accepted(1).get(0);
        world.assertSynced(old);
        String id = world.id(old);
        world.clock.advance(Duration.ofDays(401));
        world.archive();

        assertThat(world.all()).noneMatch(item -> item.path("id").asText().equals(id));
        assertThat(
                        RunningBridge.items(
                                world.admin().get("/change-orders?view=archived&per_page=200")))
                .anyMatch(item -> item.path("id").asText().equals(id));
        assertThat(world.admin().get("/change-orders/" + id).path("archived_at").asText())
                .isNotEmpty();
        assertThat(world.admin().get("/change-orders/" + id + "/history").toString())
                .contains("Archived: synced, and unchanged since");
        assertThat(world.admin().get("/change-orders/" + id + "/preview").path("calls")).hasSize(1);
        assertThat(world.admin().get("/status").path("archived").path("count").asInt())
                .isPositive();
        assertThat(world.poll().path("new").asInt()).isZero();

        old.setTitle("Another footing");
        assertThat(world.poll().path("changed").asInt()).isEqualTo(1);
        assertThat(world.show(old).path("changed_since_sent").asBoolean()).isTrue();
        assertThat(world.show(old).path("id").asText()).isEqualTo(id);
        assertThat(world.calls(old)).hasSize(1);
    }

    // ---- parts

    private List<ProcoreChangeOrder> accepted(int count) {
        return accepted(count, () -> {});
    }

    /** Each of one line, accepted after that. */
    private List<ProcoreChangeOrder> accepted(int count, Runnable before) {
        List<ProcoreChangeOrder> changeOrders =
                Stream.generate(() -> site.changeOrder("10.01")).limit(count).toList();
        world.poll();
        before.run();
        changeOrders.forEach(world::accept);
        return changeOrders;
    }

    private static JsonNode exports() {
        return world.admin().get("/status").path("exports");
    }

    private static int synced() {
        return world.admin().get("/status").at("/change_orders/SYNCED/count").asInt();
    }

    private static void assertNoneUsedUp(List<ProcoreChangeOrder> changeOrders) {
        assertThat(changeOrders)
                .allSatisfy(
                        change -> {
                            assertThat(world.item(change).path("state").asText())
                                    .isEqualTo("ACCEPTED");
                            assertThat(world.item(change).path("attempts").asInt()).isZero();
                        });
    }
}
