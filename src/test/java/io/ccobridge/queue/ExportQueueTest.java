package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.sum;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportQueueTest {

    private static final Duration TOOK = Duration.ofMillis(5);

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void isSyncedWhenSpectrumHasTakenEveryLine(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sum("03300", "100.25"), sum("05120", "-20.00"));
            Claim claim = only(fixture.exports.claim(10));

            Call first = next(fixture, claim);
            assertThat(first.sum()).isEqualTo(sum("03300", "100.25"));
            assertThat(fixture.exports.accepted(first, "<ok/>", TOOK))
                    .isEqualTo(ExportQueue.Next.GO_ON);
            Call second = next(fixture, claim);
            assertThat(second.sum()).isEqualTo(sum("05120", "-20.00"));
            assertThat(fixture.exports.accepted(second, "<ok/>", TOOK))
                    .isEqualTo(ExportQueue.Next.STOP);

            assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
            assertThat(fixture.row(id).attempts()).isEqualTo(1);
            assertThat(fixture.exports.claim(10)).isEmpty();
            assertThat(fixture.history(id))
                    .containsExactly(
                            "system: NEEDS_ATTENTION -> READY_TO_EXPORT",
                            "ann: READY_TO_EXPORT -> ACCEPTED",
                            "system: ACCEPTED -> SYNCED");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void goesOnAtTheFirstLineThatIsNotDoneAfterACrash(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            fixture.accepted(1, sums(3));
            Claim lost = only(fixture.exports.claim(1));
            fixture.exports.accepted(next(fixture, lost), "<ok/>", TOOK);
            next(fixture, lost); // the process dies here: an attempt row stands, no answer

            assertThat(fixture.exports.claim(1)).as("the lease still holds").isEmpty();
            fixture.clock.advance(Duration.ofMinutes(2));
            Claim again = only(fixture.exports(engine, "node-2").claim(1));

            assertThat(next(fixture, again).position()).isEqualTo(2);
            assertThat(
                            fixture.jdbc
                                    .sql("SELECT outcome FROM attempt ORDER BY id")
                                    .query(String.class)
                                    .list())
                    .containsExactly("accepted", "unknown", "under way");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whoLostItsClaimRecordsNothing(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(1));
            Claim stale = only(fixture.exports.claim(1));
            Call call = next(fixture, stale);
            fixture.clock.advance(Duration.ofMinutes(2));
            Claim fresh = only(fixture.exports.claim(1));

            assertThat(fixture.exports.accepted(call, "<ok/>", TOOK))
                    .isEqualTo(ExportQueue.Next.STOP);
            assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
            assertThat(fixture.exports.nextCall(stale, (header, sum) -> "")).isEmpty();
            assertThat(fixture.exports.nextCall(fresh, (header, sum) -> "")).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void waitsLongerAfterEachFailureAndThenIsADeadLetter(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(1));
            fixture.exports.later(
                    next(fixture, only(fixture.exports.claim(1))), true, "503", "", TOOK);
            assertThat(fixture.exports.claim(1)).isEmpty();
            fixture.clock.advance(Duration.ofMillis(2400));
            fixture.exports.unknown(
                    next(fixture, only(fixture.exports.claim(1))), "no answer", "", TOOK);
            fixture.clock.advance(Duration.ofMillis(2400));
            assertThat(fixture.exports.claim(1)).as("the second pause is longer").isEmpty();
            fixture.clock.advance(Duration.ofMillis(2400));
            fixture.exports.unknown(
                    next(fixture, only(fixture.exports.claim(1))), "no answer", "", TOOK);

            assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
            assertThat(fixture.row(id).attempts()).isEqualTo(3);
            assertThat(
                            fixture.jdbc
                                    .sql("SELECT category FROM dead_letter WHERE ended IS NULL")
                                    .query(String.class)
                                    .list())
                    .containsExactly("unknown");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatAServerErrorOrACrashCutOffMayBeHeldBySpectrum(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long error = fixture.accepted(1, sums(2));
            Call busy = next(fixture, only(fixture.exports.claim(1)));
            fixture.exports.later(busy, true, "503", "", TOOK);
            assertThat(fixture.queue.held(error)).containsExactly(busy.sum());

            long crash = fixture.accepted(2, sums(2));
            Call cutOff = next(fixture, only(fixture.exports.claim(1)));
            fixture.clock.advance(Duration.ofMinutes(2));
            fixture.exports
                    .claim(2)
                    .forEach(
                            claim ->
                                    fixture.exports.rejected(
                                            next(fixture, claim), "", "closed", "<I/>", TOOK));
            assertThat(fixture.queue.held(crash)).containsExactly(cutOff.sum());
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsSurelyNotTakenIsNotHeldBySpectrum(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(2));
            fixture.exports.later(
                    next(fixture, only(fixture.exports.claim(1))), false, "locked", "", TOOK);
            assertThat(fixture.queue.held(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void probesOfAnOpenCircuitTakeTurnsSoThatOneChangeOrderDoesNotStopTheOthers(
            Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long refused = fixture.accepted(1, sums(1));
            fixture.clock.advance(Duration.ofSeconds(1));
            long good = fixture.accepted(2, sums(1));
            fixture.clock.advance(Duration.ofSeconds(1));
            fixture.exports.refused(
                    next(fixture, only(fixture.exports.claim(1))), "not your job", "<E/>", TOOK);

            fixture.clock.advance(Duration.ofSeconds(11));
            Claim probe = only(fixture.exports.claim(10));
            fixture.exports.accepted(next(fixture, probe), "<ok/>", TOOK);

            assertThat(fixture.row(good).state()).isEqualTo(State.SYNCED);
            assertThat(fixture.row(refused).state()).isEqualTo(State.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aBusinessErrorIsADeadLetterAtOnceAndAReplayGoesOnWhereItStopped(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(2));
            Claim claim = only(fixture.exports.claim(1));
            fixture.exports.accepted(next(fixture, claim), "<ok/>", TOOK);
            fixture.exports.rejected(
                    next(fixture, claim), "CR_Phase_Code", "Phase is complete", "<I/>", TOOK);
            assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);

            assertThat(
                            fixture.resends
                                    .replay(id, ADA, "phase reopened", fixture.asApproved(id))
                                    .underWay())
                    .isTrue();
            Claim again = only(fixture.exports.claim(1));
            Call call = next(fixture, again);
            assertThat(call.position()).isEqualTo(2);
            fixture.exports.accepted(call, "<ok/>", TOOK);
            assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anOpenCircuitLetsOneProbeThroughAndUsesUpNoAttempts(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long first = fixture.accepted(1, sums(1));
            long second = fixture.accepted(2, sums(1));
            fixture.exports.refused(
                    next(fixture, only(fixture.exports.claim(1))), "not authorised", "<A/>", TOOK);
            assertThat(fixture.exports.claim(10)).isEmpty();

            for (int probe = 0; probe < 3; probe++) {
                fixture.clock.advance(Duration.ofSeconds(11));
                Claim claim = only(fixture.exports.claim(10));
                assertThat(claim.probe()).isTrue();
                fixture.exports.refused(next(fixture, claim), "not authorised", "<A/>", TOOK);
                assertThat(fixture.exports.claim(10)).isEmpty();
            }
            assertThat(List.of(fixture.row(first).attempts(), fixture.row(second).attempts()))
                    .containsOnly(0);
            assertThat(
                            fixture.jdbc
                                    .sql("SELECT COUNT(*) FROM attempt")
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(1);

            fixture.clock.advance(Duration.ofSeconds(11));
            fixture.exports.accepted(next(fixture, only(fixture.exports.claim(10))), "<ok/>", TOOK);
            assertThat(fixture.exports.claim(10)).as("closed again").hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void manyWorkersNeverTakeTheSameExport(Databases.Engine engine) throws Exception {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            for (int i = 1; i <= 60; i++) {
                fixture.accepted(i, sums(1));
            }
            Set<Long> taken = ConcurrentHashMap.newKeySet();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                ExportQueue queue = fixture.exports(engine, "node-" + worker);
                workers.add(
                        () -> {
                            int count = 0;
                            for (List<Claim> claims = queue.claim(3);
                                    !claims.isEmpty();
                                    claims = queue.claim(3)) {
                                for (Claim claim : claims) {
                                    assertThat(taken.add(claim.changeOrderId())).isTrue();
                                    count++;
                                }
                            }
                            return count;
                        });
            }
            int total = 0;
            for (Future<Integer> worker : pool.invokeAll(workers)) {
                total += worker.get();
            }
            pool.shutdown();
            // on H2 a worker may find its ids taken and stop early; what is left is still there to
            // be taken
            for (List<Claim> rest = fixture.exports.claim(10);
                    !rest.isEmpty();
                    rest = fixture.exports.claim(10)) {
                rest.forEach(claim -> assertThat(taken.add(claim.changeOrderId())).isTrue());
                total += rest.size();
            }
            assertThat(total).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aRestartedNodeTakesUpItsOwnWorkAtOnce(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            fixture.accepted(1, sums(1));
            only(fixture.exports.claim(1));
            assertThat(fixture.exports.releaseOwn()).isEqualTo(1);
            assertThat(fixture.exports.claim(1)).hasSize(1);
        }
    }

    private static Call next(QueueFixture fixture, Claim claim) {
        Optional<Call> call = fixture.exports.nextCall(claim, (header, sum) -> sum.phase());
        return call.orElseThrow();
    }

    private static Claim only(List<Claim> claims) {
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }
}
