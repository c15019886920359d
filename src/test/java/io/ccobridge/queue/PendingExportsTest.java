package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.sum;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.LoggedLines;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepted, and waiting for the next attempt: tried now, or no more. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class PendingExportsTest {

    private static final Duration TOOK = Duration.ofMillis(5);

    @Parameter Databases.Engine engine;
    private QueueFixture fixture;
    private PendingExports pending;

    @BeforeEach
    void open() {
        fixture = new QueueFixture(engine);
        pending =
                new PendingExports(
                        fixture.jdbc,
                        new TransactionTemplate(new JdbcTransactionManager(fixture.dataSource)),
                        fixture.clock);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theNextAttemptIsBroughtForwardAndCountsAsItWouldHave() {
        long id = waiting();
        assertThat(why(id))
                .isEqualTo(
                        "1st failure: about 2 s, doubled each time up to 15 min, a"
                                + " fifth more or less by chance.");
        assertThat(fixture.exports.claim(1)).isEmpty();

        pending.tryNow(id, ADA);

        assertThat(why(id)).isEqualTo("It is due, and goes as soon as a node has room for it.");
        fixture.exports.later(next(), true, "503", "", TOOK);
        assertThat(fixture.row(id).attempts()).isEqualTo(2);
        assertThat(why(id)).startsWith("2nd failure: about 4 s");
        assertThat(fixture.history(id)).contains("ada: ACCEPTED -> ACCEPTED");
    }

    @Test
    void whatStopsIsADeadLetterOfItsLastCategoryAtOnce() {
        long id = waiting();
        pending.stopTrying(id, ADA, "Entered by hand tonight");

        assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
        assertThat(fixture.exports.claim(1)).isEmpty();
        assertThat(letter()).containsEntry("category", "transient").containsEntry("message", "503");
        assertThat(fixture.history(id)).endsWith("ada: ACCEPTED -> FAILED_TO_EXPORT");
        assertThat(why(id)).isNull();

        fixture.replay(id, ADA, "after all");
        fixture.exports.accepted(next(), "<ok/>", TOOK);
        assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
    }

    @Test
    void whatWasNeverTriedCanBeStoppedToo() {
        long id = fixture.accepted(1, sums(1));
        pending.stopTrying(id, ADA, "Not today");
        assertThat(letter())
                .containsEntry("category", "transient")
                .containsEntry("message", "It was stopped before it was tried.");
    }

    @Test
    void whatWasRejectedBeforeAReplayKeepsItsColumn() {
        long id = fixture.accepted(1, sums(1));
        fixture.exports.rejected(next(), "CR_Phase_Code", "closed", "<I/>", TOOK);
        String cause = letter().get("cause").toString();
        fixture.replay(id, ADA, "opened");
        pending.stopTrying(id, ADA, "not opened");
        assertThat(letter()).containsEntry("category", "business").containsEntry("cause", cause);
    }

    @Test
    void whileACallIsUnderWayItsAnswerDecides() {
        long id = fixture.accepted(1, sums(1));
        Call call = next();
        refused(() -> pending.tryNow(id, ADA), "A call to Spectrum is under way");
        refused(() -> pending.stopTrying(id, ADA, "now"), "A call to Spectrum is under way");
        assertThat(why(id)).isEqualTo("A call is under way on node-1.");

        fixture.exports.accepted(call, "<ok/>", TOOK);
        assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
        refused(() -> pending.tryNow(id, ADA), "It cannot be tried now: it is synced");
        refused(() -> pending.stopTrying(id, ADA, "now"), "It cannot be stopped: it is synced");
        assertThatThrownBy(() -> pending.tryNow(4711, ADA))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    @Test
    void aCallThatWasCutOffIsAnUnknownOutcomeAndItsLateAnswerChangesNothing() {
        long id = fixture.accepted(1, sum("03300", "10.00"));
        Call cutOff = next();
        fixture.clock.advance(Duration.ofMinutes(2));

        pending.stopTrying(id, ADA, "The node is gone");

        assertThat(letter())
                .containsEntry("category", "unknown")
                .containsEntry("message", "Cut off before an answer came.");
        assertThat(fixture.queue.held(id)).containsExactly(sum("03300", "10.00"));
        assertThat(fixture.exports.accepted(cutOff, "<ok/>", TOOK))
                .isEqualTo(ExportQueue.Next.STOP);
        assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
    }

    @Test
    void whoStopsAndWhoClaimsInOneMomentAreNotBothRight() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        for (int i = 1; i <= 12; i++) {
            long id = fixture.accepted(i, sums(1));
            Callable<Boolean> stop =
                    () -> {
                        try {
                            pending.stopTrying(id, ADA, "now");
                            return true;
                        } catch (Refusal underWay) {
                            return false;
                        }
                    };
            Callable<Boolean> claim = () -> !fixture.exports.claim(1).isEmpty();
            List<Future<Boolean>> done = pool.invokeAll(List.of(stop, claim));
            assertThat(done.get(0).get()).isNotEqualTo(done.get(1).get());
            assertThat(fixture.row(id).state())
                    .isEqualTo(done.get(0).get() ? State.FAILED_TO_EXPORT : State.ACCEPTED);
        }
        pool.shutdown();
    }

    @Test
    void anOpenCircuitIsTheReasonForEveryWait() {
        long waits = waiting();
        fixture.clock.advance(Duration.ofMillis(2400));
        long refused = fixture.accepted(2, sums(1));
        try (LoggedLines log = LoggedLines.of(ExportGate.class)) {
            fixture.exports.refused(next(), "not authorised", "<A/>", TOOK);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .matches(
                            "WARN Spectrum refuses us: not authorised\\. Exports wait, and one goes every"
                                    + " \\d+ s to find out; run \"cco-bridge doctor\" to see what is wrong");
        }
        for (long id : List.of(waits, refused)) {
            assertThat(why(id))
                    .isEqualTo(
                            "Exports stand still since 2026-11-23 12:00:02 UTC, since Spectrum"
                                    + " refuses us (not authorised); next try 2026-11-23 12:00:12"
                                    + " UTC.");
        }
    }

    @Test
    void aPauseAWindowAndTheDrainAfterThemAreReasonsOfAllToo() {
        long due = fixture.accepted(1, sums(1));
        ExportsReport report = new ExportsReport(fixture.jdbc, fixture.clock);
        ExportPauses pauses =
                new ExportPauses(
                        fixture.jdbc,
                        new TransactionTemplate(new JdbcTransactionManager(fixture.dataSource)),
                        report,
                        fixture.clock);
        pauses.pause(Json.read("{\"reason\": \"upgrade\"}"), ADA);
        assertThat(why(due))
                .isEqualTo(
                        "Exports are paused since 2026-11-23 12:00:00 UTC by ada (upgrade), until"
                                + " somebody resumes them.");
        fixture.clock.advance(Duration.ofSeconds(30));
        pauses.resume(Json.read("{\"reason\": \"done\"}"), ADA);
        assertThat(why(due))
                .isEqualTo(
                        "It is due, and takes its turn: what has waited goes out, the oldest first,"
                                + " 10 a second.");
        MaintenanceWindows windows =
                new MaintenanceWindows(
                        List.of(
                                new MaintenanceWindows.Window(
                                        "0 0 12 * * ?", Duration.ofMinutes(90))),
                        ZoneOffset.UTC);
        ExportGate.Rules rules =
                new ExportGate.Rules(Duration.ofSeconds(10), 5, BigDecimal.TEN, windows);
        assertThat(
                        new NextAttempt(
                                        fixture.jdbc,
                                        new ExportsReport(fixture.jdbc, rules, fixture.clock),
                                        fixture.clock)
                                .why(due))
                .isEqualTo(
                        "Maintenance since 2026-11-23 12:00:00 UTC: no export starts until"
                                + " 2026-11-23 13:30:00 UTC (setting maintenance.windows).");
    }

    @Test
    void theTimeInWhichAnAcceptanceCanBeUndoneIsAReason() {
        long held = fixture.accepted(1, sums(1));
        new ExportTable(fixture.jdbc).hold(held, fixture.clock.instant().plusSeconds(90));
        assertThat(why(held))
                .isEqualTo(
                        "Its acceptance can be undone until 2026-11-23 12:01:30 UTC (setting"
                                + " approval.hold).");
    }

    @Test
    void anAttemptKeepsStatusCodeAndWhyItIsFollowedByAnother() {
        long id = fixture.accepted(1, sums(1));
        fixture.exports.later(
                next().answered(new Reply(503, "SOAP-ENV:Server")), true, "busy", "", TOOK);
        fixture.clock.advance(Duration.ofSeconds(3));
        fixture.exports.atOnce(next(), "Time out has occurred", "", TOOK);
        fixture.jdbc.sql("UPDATE export_work SET lease_until = NULL").update();
        fixture.exports.rejected(
                next().answered(new Reply(200, "I")), "CR_Phase_Code", "closed", "<I/>", TOOK);

        List<Timeline.Attempt> attempts =
                new Timeline(fixture.jdbc, request -> "curl " + request).ofChangeOrder(id);
        assertThat(attempts)
                .extracting(
                        one -> one.number() + " " + one.httpStatus() + " " + one.code(),
                        one ->
                                one.nextAttemptReason() == null
                                        ? null
                                        : one.nextAttemptReason().substring(0, 7),
                        Timeline.Attempt::curl)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "1 503 SOAP-ENV:Server", "1st fai", "curl 01"),
                        org.assertj.core.groups.Tuple.tuple("2 null null", "At once", "curl 01"),
                        org.assertj.core.groups.Tuple.tuple("3 200 I", null, "curl 01"));
        assertThat(letter()).containsEntry("http_status", 200).containsEntry("code", "I");
        assertThat(letter().get("payload_text").toString()).contains("sc-001", "01 s 10.00");
    }

    @Test
    void aNoteGoesWithTheLastOfItsCauseAndComesBackWithOneThatFailsAgain() {
        long one = fixture.accepted(1, sums(1));
        fixture.exports.rejected(next(), "CR_Phase_Code", "closed", "<I/>", TOOK);
        long two = fixture.accepted(2, sums(1));
        fixture.exports.rejected(next(), "CR_Phase_Code", "closed", "<I/>", TOOK);
        fixture.jdbc
                .sql(
                        """
                        INSERT INTO dead_letter_note (cause, note, noted_by, noted_at)
                        SELECT cause, 'Bob opens it', 'ada', last_seen FROM dead_letter
                        WHERE change_order_id = :id""")
                .param("id", one)
                .update();

        fixture.failed.discard(one, ADA, "twice");
        assertThat(note()).as("one is left").isNull();
        fixture.replay(two, ADA, "opened");
        assertThat(note()).isEqualTo("emptied");
        fixture.exports.rejected(next(), "CR_Phase_Code", "closed", "<I/>", TOOK);
        assertThat(note()).as("it was not opened").isNull();
        fixture.failed.discard(two, ADA, "twice");
        fixture.accepted(3, sums(1));
        fixture.exports.rejected(next(), "CR_Phase_Code", "closed", "<I/>", TOOK);
        assertThat(note()).as("another time, another note").isEqualTo("emptied");
    }

    /** Null while it stands. */
    private Object note() {
        return fixture.jdbc
                .sql("SELECT ended FROM dead_letter_note")
                .query()
                .singleRow()
                .get("ended");
    }

    private String why(long id) {
        return new NextAttempt(
                        fixture.jdbc, new ExportsReport(fixture.jdbc, fixture.clock), fixture.clock)
                .why(id);
    }

    /** Accepted, tried once, and put off by two seconds or so. */
    private long waiting() {
        long id = fixture.accepted(1, sums(1));
        fixture.exports.later(next(), true, "503", "", TOOK);
        return id;
    }

    private Map<String, Object> letter() {
        return fixture.jdbc
                .sql("SELECT * FROM dead_letter WHERE ended IS NULL")
                .query()
                .singleRow();
    }

    private Call next() {
        Claim claim = fixture.exports.claim(1).get(0);
        return fixture.exports.nextCall(claim, (header, sum) -> sum.phase()).orElseThrow();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(409))
                .hasMessageStartingWith(message);
    }
}
