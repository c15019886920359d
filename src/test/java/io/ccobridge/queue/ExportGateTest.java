package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.LoggedLines;
import io.ccobridge.audit.Told;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Silence;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import io.ccobridge.queue.ExportQueue.Next;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When exports may go, and whether what came of them counts. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class ExportGateTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Silence REFUSED = new Silence("connection refused", true);
    private static final Silence BUSY = new Silence("HTTP status 503", false);
    private static final int OUTAGE_AFTER = 5;

    @Parameter Databases.Engine engine;

    private QueueFixture fixture;
    private ExportQueue exports;

    @BeforeEach
    void open() {
        fixture = new QueueFixture(engine);
        exports = exports("node-1", MaintenanceWindows.NONE);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    // ---- an outage

    @Test
    void aConnectionThatIsRefusedIsAnOutageEvenForASingleChangeOrderAndCostsItNothing() {
        long id = fixture.accepted(1, sums(1));
        for (int i = 0; i < OUTAGE_AFTER; i++) {
            unheard(only(exports.claim(1)), REFUSED);
            fixture.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(circuit()).isEqualTo("open Spectrum does not answer: connection refused.");
        assertThat(exports.claim(1)).isEmpty();
        assertThat(attempts(id)).isZero();
        assertThat(worked(id)).isZero();
        assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aSingleChangeOrderThatGetsNoAnswerUsesUpItsAttempts() {
        exports = exports("node-1", MaintenanceWindows.NONE, 6);
        long id = fixture.accepted(1, sums(1));
        for (int i = 0; i < 6; i++) {
            unheard(only(exports.claim(1)), BUSY);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
        assertThat(fixture.row(id).attempts()).isEqualTo(6);
        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void soManyDifferentChangeOrdersWithoutAnAnswerAreAnOutageAndDrainInTheirOrder() {
        List<Long> ids = accepted(8);
        List<Claim> inHand = exports.claim(7);
        List<Call> underWay = inHand.subList(0, 6).stream().map(this::next).toList();
        underWay.forEach(call -> unheard(call, BUSY));

        assertThat(circuit()).isEqualTo("open Spectrum does not answer: HTTP status 503.");
        assertThat(exports.nextCall(inHand.get(6), (header, sum) -> ""))
                .as("one that was claimed before is not called any more")
                .isEmpty();
        assertThat(exports.claim(10)).isEmpty();
        ids.forEach(id -> assertThat(attempts(id) + worked(id)).isZero());

        for (int probe = 0; probe < 3; probe++) {
            fixture.clock.advance(Duration.ofSeconds(11));
            Claim claim = only(exports.claim(10));
            assertThat(claim.probe()).isTrue();
            unheard(claim, BUSY);
        }
        ids.forEach(id -> assertThat(attempts(id) + worked(id)).isZero());

        fixture.clock.advance(Duration.ofSeconds(11));
        Claim good = only(exports.claim(10));
        exports.accepted(next(good), "<ok/>", TOOK);
        assertThat(circuit()).isEqualTo("closed");

        List<Long> drained = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            exports.claim(3)
                    .forEach(
                            claim -> {
                                drained.add(claim.changeOrderId());
                                exports.accepted(next(claim), "<ok/>", TOOK);
                            });
            fixture.clock.advance(Duration.ofMillis(100));
        }
        ids.remove(good.changeOrderId());
        assertThat(drained).containsExactlyElementsOf(ids);
    }

    @Test
    void anAnswerInBetweenIsNoOutage() {
        accepted(9);
        List<Claim> inHand = exports.claim(9);
        inHand.subList(0, 4).forEach(claim -> unheard(claim, BUSY));
        exports.later(next(inHand.get(4)), false, "locked", "", TOOK);
        inHand.subList(5, 9).forEach(claim -> unheard(claim, BUSY));

        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void aFewChangeOrdersWithoutAnAnswerAreInDoubtAndAQuestionDecides() {
        List<Long> ids = accepted(2);
        List<Next> asked = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            exports.claim(2).forEach(claim -> asked.add(unheard(claim, BUSY)));
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(asked)
                .containsExactly(
                        Next.STOP, Next.STOP, Next.STOP, Next.STOP, Next.STOP_AND_ASK, Next.STOP);

        exports.questionUnheard(BUSY);
        assertThat(circuit()).isEqualTo("open Spectrum does not answer: HTTP status 503.");
        assertThat(exports.claim(2)).isEmpty();
        ids.forEach(id -> assertThat(attempts(id) + worked(id)).isZero());
    }

    @Test
    void aQuestionThatComesTooLateOpensNothing() {
        fixture.accepted(1, sums(1));
        exports.accepted(next(only(exports.claim(1))), "<ok/>", TOOK);
        exports.questionUnheard(BUSY);
        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void theLastAttemptIsNotUsedUpByAnOutage() {
        exports = exports("node-1", MaintenanceWindows.NONE, OUTAGE_AFTER);
        long id = fixture.accepted(1, sums(1));
        for (int i = 0; i < OUTAGE_AFTER; i++) {
            unheard(only(exports.claim(1)), REFUSED);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void changeOrdersThatSpectrumChokesOnEndInTheDeadLettersAlsoWhenNothingElseWaits() {
        exports = exports("node-1", MaintenanceWindows.NONE, 3);
        List<Long> ids = accepted(OUTAGE_AFTER);
        exports.claim(OUTAGE_AFTER).forEach(claim -> unheard(claim, BUSY));
        assertThat(circuit()).startsWith("open");
        for (int probe = 0; probe < 3 * OUTAGE_AFTER; probe++) {
            fixture.clock.advance(Duration.ofSeconds(11));
            Call call = next(only(exports.claim(10)));
            assertThat(unheard(call, BUSY)).isEqualTo(Next.STOP_AND_ASK);
            assertThat(worked(call.claim().changeOrderId())).isEqualTo(call.claim().attempts());
            exports.questionHeard(call);
            exports.questionHeard(call);
            if (probe == 0) {
                assertThat(circuit()).contains("other questions are answered");
            }
        }
        assertThat(ids)
                .allSatisfy(
                        id ->
                                assertThat(fixture.row(id).state())
                                        .isEqualTo(State.FAILED_TO_EXPORT));
        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void anotherOneThatComesMeanwhileIsTheNextProbeAndClosesIt() {
        accepted(OUTAGE_AFTER);
        exports.claim(OUTAGE_AFTER).forEach(claim -> unheard(claim, BUSY));
        fixture.clock.advance(Duration.ofSeconds(11));
        unheard(only(exports.claim(10)), BUSY);
        long good = fixture.accepted(99, sums(1));
        fixture.clock.advance(Duration.ofSeconds(11));

        Claim probe = only(exports.claim(10));

        assertThat(probe.changeOrderId()).isEqualTo(good);
        exports.accepted(next(probe), "<ok/>", TOOK);
        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void aProbeCountsForNobodyBeforeAllThatWaitHaveBeenProbed() {
        List<Long> ids = accepted(2 * OUTAGE_AFTER);
        exports.claim(OUTAGE_AFTER).forEach(claim -> unheard(claim, BUSY));
        for (int probe = 0; probe < OUTAGE_AFTER; probe++) {
            fixture.clock.advance(Duration.ofSeconds(11));
            Call call = next(only(exports.claim(10)));
            assertThat(unheard(call, BUSY)).isEqualTo(Next.STOP);
            assertThat(call.claim().changeOrderId()).isIn(ids.subList(OUTAGE_AFTER, ids.size()));
        }
        ids.forEach(id -> assertThat(attempts(id) + worked(id)).isZero());
    }

    @Test
    void anUnknownOutcomeStaysUnknownThroughAnOutage() {
        long id = fixture.accepted(1, sums(1));
        fixture.accepted(2, sums(1));
        exports.claim(2).forEach(claim -> unheard(claim, BUSY));
        exports.questionUnheard(BUSY);
        exports.claim(1);
        assertThat(fixture.queue.held(id)).hasSize(1);
    }

    @Test
    void aProbeThatHangsIsAloneUntilItsClaimIsOver() {
        openByRefusals();
        fixture.clock.advance(Duration.ofSeconds(11));
        only(exports.claim(1));
        fixture.clock.advance(Duration.ofSeconds(45));
        assertThat(exports("node-2", MaintenanceWindows.NONE).claim(1)).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(16));
        assertThat(only(exports.claim(1)).probe()).isTrue();
    }

    @Test
    void aNodeThatStartsAnewTriesAtOnceWhenItWasTheOneThatTried() {
        openByRefusals();
        fixture.clock.advance(Duration.ofSeconds(11));
        only(exports.claim(1));
        exports.releaseOwn();
        assertThat(only(exports.claim(1)).probe()).isTrue();
    }

    @Test
    void anExportThatIsPutOffIsNoProbe() {
        openByRefusals();
        assertThat(exports.claim(1)).isEmpty();
        fixture.jdbc
                .sql("UPDATE export_work SET due_at = :later")
                .param("later", fixture.clock.instant().plusSeconds(600).atOffset(ZoneOffset.UTC))
                .update();
        fixture.clock.advance(Duration.ofSeconds(11));
        assertThat(exports.claim(1)).isEmpty();
    }

    // ---- the drain

    @Test
    void aBacklogDrainsAtTheSetRateOfAllNodesTogetherAcrossARestart() {
        openByRefusals();
        fixture.accepted(1, sums(1));
        fixture.clock.advance(Duration.ofMillis(1));
        waiting(60);
        fixture.clock.advance(Duration.ofSeconds(11));
        exports.accepted(next(only(exports.claim(1))), "<ok/>", TOOK);
        ExportQueue other = exports("node-2", MaintenanceWindows.NONE);
        int started = 0;
        for (int tenth = 0; tenth < 30; tenth++) {
            started += other.claim(8).size() + exports.claim(8).size();
            fixture.clock.advance(Duration.ofMillis(100));
            if (tenth == 15) {
                exports = exports("node-1", MaintenanceWindows.NONE);
            }
        }
        assertThat(started).isBetween(29, 31);

        fixture.clock.advance(Duration.ofMinutes(10));
        assertThat(exports.claim(50))
                .as("what was not used is not saved up")
                .hasSizeBetween(10, 11);
    }

    @Test
    void whenTheBacklogIsGoneExportsStartAsTheyCome() {
        openByRefusals();
        fixture.clock.advance(Duration.ofSeconds(11));
        exports.accepted(next(only(exports.claim(1))), "<ok/>", TOOK);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(exports.claim(10)).isEmpty();
        waiting(40);
        assertThat(exports.claim(40)).hasSize(40);
    }

    @Test
    void aSpectrumThatFlapsWhileABacklogDrainsIsLeftAloneSooner() {
        accepted(3);
        openByRefusals();
        fixture.clock.advance(Duration.ofSeconds(11));
        exports.accepted(next(only(exports.claim(1))), "<ok/>", TOOK);
        fixture.clock.advance(Duration.ofSeconds(1));

        List<Claim> claims = exports.claim(3);
        unheard(claims.get(0), REFUSED);
        assertThat(circuit()).startsWith("open");
        assertThat(exports.nextCall(claims.get(1), (header, sum) -> "")).isEmpty();
        assertThat(exports.claim(10)).isEmpty();
        assertThat(attempts(claims.get(0).changeOrderId())).isZero();
    }

    @Test
    void changeOrdersThatSpectrumChokesOnDoNotKeepTheOthersWaitingForEver() {
        List<Long> ids = accepted(8);
        List<Long> choking = ids.subList(0, 2);
        openByRefusals();
        for (int second = 0; second < 400; second++) {
            exports.claim(3)
                    .forEach(
                            claim ->
                                    exports.nextCall(claim, (header, sum) -> "")
                                            .ifPresent(
                                                    call -> {
                                                        if (choking.contains(
                                                                claim.changeOrderId())) {
                                                            unheard(call, BUSY);
                                                        } else {
                                                            exports.accepted(call, "<ok/>", TOOK);
                                                        }
                                                    }));
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        ids.subList(2, 8)
                .forEach(id -> assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED));
    }

    // ---- pauses and windows

    @Test
    void whileExportsArePausedNothingGoesNotEvenAProbeAndThenTheBacklogDrains() {
        fixture.accepted(1, sums(1));
        Claim inHand = only(exports.claim(1));
        assertThat(pauses().pause(Json.read("{\"reason\": \"month end\"}"), ADA).summary())
                .startsWith("Exports are paused since 12:00 by ada (month end), until somebody")
                .endsWith("1 accepted change order is safe.");

        waiting(30);
        assertThat(exports.nextCall(inHand, (header, sum) -> "")).isEmpty();
        assertThat(exports.claim(5)).isEmpty();
        fixture.jdbc.sql("UPDATE circuit SET state = 'open', next_probe_at = NULL").update();
        assertThat(exports.claim(5)).isEmpty();
        fixture.jdbc.sql("UPDATE circuit SET state = 'closed'").update();

        ExportsReport.Exports resumed = pauses().resume(Json.read("{\"reason\": \"done\"}"), ADA);
        assertThat(resumed.state()).isEqualTo("draining");
        assertThat(Told.of(fixture.jdbc))
                .containsExactly("ada: exports: Paused: month end", "ada: exports: Resumed: done");
        assertThat(exports.claim(20)).hasSize(1);
        assertThat(report().state()).isEqualTo("draining");
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(exports.claim(20)).hasSize(10);
    }

    @Test
    void aPauseEndsByItselfAndTheNextTakesTheOnesPlace() {
        fixture.accepted(1, sums(1));
        pauses().pause(Json.read("{\"reason\": \"one\"}"), ADA);
        pauses().pause(
                        Json.read(
                                "{\"reason\": \"two\", \"until\": \"2026-11-23T08:00:00-05:00\"}"),
                        ADA);
        assertThat(report().until()).isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(exports.claim(1)).isEmpty();
        fixture.clock.advance(Duration.ofHours(1));

        assertThat(report().state()).isEqualTo("running");
        assertThat(exports.claim(1)).hasSize(1);
        assertThat(
                        fixture.jdbc
                                .sql("SELECT resume_reason FROM export_pause ORDER BY id")
                                .query(String.class)
                                .list())
                .containsExactly("Another pause takes its place.", "Its time was over.");
        assertThatThrownBy(() -> pauses().resume(Json.read("{\"reason\": \"x\"}"), ADA))
                .isInstanceOf(Refusal.class)
                .hasMessage("Exports are not paused.");
        assertThat(Told.of(fixture.jdbc))
                .containsExactly(
                        "ada: exports: Paused: one",
                        "ada: exports: Another pause takes its place.",
                        "ada: exports: Paused: two",
                        "system: exports: The pause ended: its time was over.");
        assertThat(Told.lastDetail(fixture.jdbc))
                .isEqualTo(
                        "{\"paused_at\":\"2026-11-23T12:00:00Z\",\"paused_by\":\"ada\","
                                + "\"paused_because\":\"two\",\"until\":\"2026-11-23T13:00:00Z\"}");
    }

    @Test
    void aPauseThatIsOverBeforeItBeginsIsRefused() {
        for (String until : List.of("2026-11-23T12:00:00Z", "2028-01-01T00:00:00Z")) {
            JsonNode body = Json.mapper().valueToTree(Map.of("reason", "x", "until", until));
            assertThatThrownBy(() -> pauses().pause(body, ADA))
                    .isInstanceOf(Refusal.class)
                    .hasMessageMatching(
                            "(The end of this pause is over already|A pause ends within a year).*");
        }
        assertThat(report().state()).isEqualTo("running");
    }

    @Test
    void noExportStartsInsideAMaintenanceWindow() {
        accepted(3);
        MaintenanceWindows windows =
                new MaintenanceWindows(
                        List.of(
                                new MaintenanceWindows.Window(
                                        "0 0 13 * * ?", Duration.ofMinutes(30))),
                        ZoneOffset.UTC);
        exports = exports("node-1", windows);
        Claim inHand = only(exports.claim(1));
        fixture.clock.advance(Duration.ofHours(1));

        try (LoggedLines log = LoggedLines.of(ExportGate.class)) {
            assertThat(exports.claim(1)).isEmpty();
            assertThat(exports.claim(1)).isEmpty();
            assertThat(log.lines())
                    .containsExactly(
                            "INFO No export starts until 2026-11-23T13:30:00Z: a maintenance window"
                                    + " (setting maintenance.windows)");
        }
        assertThat(exports.nextCall(inHand, (header, sum) -> "")).isEmpty();
        ExportsReport.Exports report =
                new ExportsReport(fixture.jdbc, rules(windows), fixture.clock).get();
        assertThat(report.state()).isEqualTo("maintenance");
        assertThat(report.until()).isEqualTo(Instant.parse("2026-11-23T13:30:00Z"));
        assertThat(report.summary())
                .isEqualTo(
                        "Maintenance since 13:00, no export starts until 13:30; 3 accepted change"
                                + " orders are safe.");

        fixture.clock.advance(Duration.ofMinutes(30));
        assertThat(exports.claim(5)).as("at the rate").hasSize(1);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(exports.claim(5)).hasSize(2);
    }

    @Test
    void theReportSaysInWordsThatSpectrumIsDownAndWhenTheNextTryIs() {
        accepted(2);
        openByRefusals();
        exports.claim(1);
        assertThat(report().summary())
                .matches(
                        "Spectrum is down since 12:0\\d \\(connection refused\\); 3 accepted change"
                                + " orders are safe; next try 12:0\\d\\.");
    }

    // ---- parts

    /** By one of its own. */
    private void openByRefusals() {
        fixture.accepted(999, sums(1));
        List<Claim> claims = exports.claim(200);
        Claim own = claims.get(claims.size() - 1);
        claims.subList(0, claims.size() - 1)
                .forEach(claim -> exports.release(claim, Duration.ZERO));
        unheard(own, REFUSED);
        for (int i = 1; i < OUTAGE_AFTER; i++) {
            fixture.clock.advance(Duration.ofSeconds(1));
            List<Claim> again = exports.claim(200);
            again.stream()
                    .filter(claim -> claim.changeOrderId() != own.changeOrderId())
                    .forEach(claim -> exports.release(claim, Duration.ZERO));
            again.stream()
                    .filter(claim -> claim.changeOrderId() == own.changeOrderId())
                    .forEach(claim -> unheard(claim, REFUSED));
        }
        assertThat(circuit()).startsWith("open");
    }

    /** So many more are due, of which nothing else is there. */
    private void waiting(int count) {
        for (int i = 0; i < count; i++) {
            fixture.jdbc
                    .sql(
                            "INSERT INTO export_work (change_order_id, export_id, due_at, attempts)"
                                    + " VALUES (:id, 0, :now, 0)")
                    .param("id", 10_000 + i)
                    .param("now", fixture.clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private List<Long> accepted(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(fixture.accepted(i, sums(1)));
            fixture.clock.advance(Duration.ofMillis(1));
        }
        return ids;
    }

    private ExportQueue exports(String node, MaintenanceWindows windows) {
        return exports(node, windows, 100);
    }

    private ExportQueue exports(String node, MaintenanceWindows windows, int maxAttempts) {
        return new ExportQueue(
                fixture.jdbc,
                transaction(),
                engine == Databases.Engine.POSTGRESQL,
                new ExportQueue.Rules(
                        node,
                        Duration.ofMinutes(1),
                        maxAttempts,
                        new Backoff(Duration.ofMillis(500), Duration.ofMillis(500)),
                        Duration.ofSeconds(10)),
                new ExportGate(fixture.jdbc, transaction(), rules(windows)),
                fixture.clock,
                new Random(42));
    }

    private static ExportGate.Rules rules(MaintenanceWindows windows) {
        return new ExportGate.Rules(Duration.ofSeconds(10), OUTAGE_AFTER, BigDecimal.TEN, windows);
    }

    private ExportsReport.Exports report() {
        return new ExportsReport(fixture.jdbc, rules(MaintenanceWindows.NONE), fixture.clock).get();
    }

    private ExportPauses pauses() {
        return new ExportPauses(
                fixture.jdbc,
                transaction(),
                new ExportsReport(fixture.jdbc, rules(MaintenanceWindows.NONE), fixture.clock),
                fixture.clock);
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(fixture.dataSource));
    }

    private Next unheard(Claim claim, Silence silence) {
        return unheard(next(claim), silence);
    }

    private Next unheard(Call call, Silence silence) {
        return exports.unheard(
                call, "transient", !silence.beforeSending(), silence, "it said so", "", TOOK);
    }

    private Call next(Claim claim) {
        return exports.nextCall(claim, (header, sum) -> sum.phase()).orElseThrow();
    }

    private static Claim only(List<Claim> claims) {
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    private String circuit() {
        return fixture.jdbc
                .sql("SELECT TRIM(state || ' ' || COALESCE(reason, '')) FROM circuit")
                .query(String.class)
                .single();
    }

    private int attempts(long id) {
        return fixture.row(id).attempts();
    }

    private int worked(long id) {
        return fixture.jdbc
                .sql("SELECT attempts FROM export_work WHERE change_order_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}
