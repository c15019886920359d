package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static io.ccobridge.deadletter.Room.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayRunnerTest {

    private Room room;

    @AfterEach
    void close() {
        room.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyItemEndsAsItsExportEnds(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(3);
        String replay = all(ids, "");

        room.runner.advance();
        assertThat(outcomes(replay)).containsOnly("under way");
        assertThat(room.state(ids.get(0))).isEqualTo("ACCEPTED");
        assertThat(room.deadLetters.get(ids.get(0)).ended()).isEqualTo("replayed");

        room.nowIn("SYNCED", ids.get(0));
        room.runner.advance();
        assertThat(outcomes(replay)).containsExactly("succeeded", "under way", "under way");
        assertThat(room.replays.get(replay).state()).isEqualTo("running");

        room.failsAgain(ids.get(1), "Phase 1 is still closed");
        room.clock.pass(Duration.ofMinutes(10));
        room.nowIn("SYNCED", ids.get(2));
        room.runner.advance();

        Replay done = room.replays.get(replay);
        assertThat(done.results())
                .containsExactly(
                        new Replay.Result(ids.get(0), "succeeded", null),
                        new Replay.Result(ids.get(1), "failed", "Phase 1 is still closed"),
                        new Replay.Result(ids.get(2), "succeeded", null));
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.succeeded()).isEqualTo(2);
        assertThat(done.failed()).isEqualTo(1);
        assertThat(done.finishedAt()).isEqualTo(room.clock.instant());
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theReplaysActorAndReasonStandInTheAuditTrail(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(1);
        all(ids, "");
        room.runner.advance();

        assertThat(
                        room.jdbc
                                .sql("SELECT actor || ': ' || reason FROM audit_entry")
                                .query(String.class)
                                .list())
                .containsExactly("ada: phase opened");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRestWaitsForTheCanary(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(3);
        String replay = all(ids, "'canary': true, ");

        room.runner.advance();
        room.runner.advance();
        assertThat(outcomes(replay)).containsExactly("under way", "waiting", "waiting");

        room.spectrumTakesAll();
        room.runner.advance();
        assertThat(outcomes(replay)).containsExactly("succeeded", "under way", "under way");

        room.failsAgain(ids.get(1), "Phase 1 is still closed");
        room.spectrumTakesAll();
        room.runner.advance();
        assertThat(room.replays.get(replay).state()).isEqualTo("done");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCanaryThatFailsEndsTheReplay(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(3);
        String replay = all(ids, "'canary': true, ");
        room.runner.advance();
        room.failsAgain(ids.get(0), "Phase 0 is still closed");
        room.runner.advance();

        Replay failed = room.replays.get(replay);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(outcomes(replay)).containsExactly("failed", "skipped", "skipped");
        assertThat(failed.results().get(0).message()).isEqualTo("Phase 0 is still closed");
        assertThat(failed.results().get(1).message()).contains("Not tried");
        assertThat(room.exports.replayed).hasSize(1);
        assertThat(room.state(ids.get(1))).isEqualTo("FAILED_TO_EXPORT");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneThatCannotBeReplayedMakesNoCanary(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(4);
        room.nowIn("REJECTED", ids.get(0));
        room.changedInProcore(ids.get(1));
        String replay = all(ids, "'canary': true, ");

        room.runner.advance();

        assertThat(outcomes(replay)).containsExactly("skipped", "skipped", "under way", "waiting");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneThatCannotBeReplayedNeverStopsTheRest(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(3);
        room.nowIn("REJECTED", ids.get(0));
        room.changedInProcore(ids.get(1));
        String replay = all(ids, "");

        room.runner.advance();

        assertThat(outcomes(replay)).containsExactly("skipped", "skipped", "under way");
        List<Replay.Result> results = room.replays.get(replay).results();
        assertThat(results.get(0).message()).contains("is not FAILED_TO_EXPORT");
        assertThat(results.get(1).message()).contains("changed in Procore");
        assertThat(room.state(ids.get(1))).isEqualTo("READY_TO_EXPORT");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayOfWhichNothingCouldStartHasFailed(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(2);
        String replay = all(ids, "");
        ids.forEach(id -> room.nowIn("REJECTED", id));

        room.runner.advance();

        assertThat(room.replays.get(replay).state()).isEqualTo("failed");
        assertThat(outcomes(replay)).containsOnly("skipped");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRateHoldsHoweverOftenTheRunnerComes(Databases.Engine engine) {
        room = new Room(engine);
        all(room.failed(30), "'rate_per_second': 2.5, ");
        List<Integer> started = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            room.runner.advance();
            room.runner.advance();
            started.add(room.exports.replayed.size());
            room.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(started).containsExactly(1, 3, 6, 8, 11);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLongPauseIsNotMadeUpForInOneStampede(Databases.Engine engine) {
        room = new Room(engine);
        all(room.failed(30), "'canary': true, 'rate_per_second': 5, ");
        room.runner.advance();
        room.clock.pass(Duration.ofHours(1));
        room.spectrumTakesAll();

        room.runner.advance();
        assertThat(room.exports.replayed).hasSize(7);
        room.clock.pass(Duration.ofSeconds(1));
        room.runner.advance();
        assertThat(room.exports.replayed).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCancelledReplayFinishesWhatIsUnderWayAndStartsNoMore(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(3);
        String replay = all(ids, "'rate_per_second': 1, ");
        room.runner.advance();

        Replay cancelled = room.replays.cancel(replay, ADA);
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.finishedAt()).isNull();
        assertThat(outcomes(replay)).containsExactly("under way", "skipped", "skipped");
        assertThat(cancelled.results().get(1).message()).contains("cancelled by ada");

        room.clock.pass(Duration.ofMinutes(5));
        room.spectrumTakesAll();
        room.runner.advance();
        Replay finished = room.replays.get(replay);
        assertThat(finished.state()).isEqualTo("cancelled");
        assertThat(finished.finishedAt()).isEqualTo(room.clock.instant());
        assertThat(finished.succeeded()).isEqualTo(1);
        assertThat(room.exports.replayed).hasSize(1);
        refused(409, null, () -> room.replays.cancel(replay, ADA));
        refused(404, null, () -> room.replays.cancel("4711", ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayCancelledBeforeItsFirstItemIsFinishedAtOnce(Databases.Engine engine) {
        room = new Room(engine);
        String replay = all(room.failed(2), "");
        assertThat(room.replays.cancel(replay, ADA).finishedAt()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatADyingNodeHadClaimedIsStartedByAnotherOnceTheClaimIsOver(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(1);
        String replay = all(ids, "");
        room.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        room.runner.advance();
        room.exports.death = FailedExportsInTables.Death.NEVER;

        room.runner().advance();
        assertThat(room.exports.replayed).hasSize(1);
        assertThat(outcomes(replay)).containsExactly("under way");

        room.clock.pass(Duration.ofSeconds(61));
        room.runner().advance();
        assertThat(room.exports.replayed).hasSize(2);
        room.spectrumTakesAll();
        room.runner().advance();
        assertThat(outcomes(replay)).containsExactly("succeeded");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatADyingNodeHadStartedIsNeverStartedAgain(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(1);
        String replay = all(ids, "");
        room.exports.death = FailedExportsInTables.Death.AFTER_THE_START;
        room.runner.advance();
        room.exports.death = FailedExportsInTables.Death.NEVER;

        room.clock.pass(Duration.ofHours(1));
        room.runner().advance();
        assertThat(room.exports.replayed).hasSize(1);
        room.failsAgain(ids.get(0), "Phase 0 is still closed");
        room.runner().advance();
        assertThat(room.exports.replayed).hasSize(1);
        assertThat(outcomes(replay)).containsExactly("failed");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aClaimLostWithItsNodeIsSkippedWhenTheReplayWasCancelled(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(1);
        String replay = all(ids, "");
        room.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        room.runner.advance();
        room.replays.cancel(replay, ADA);
        room.clock.pass(Duration.ofSeconds(61));
        room.runner().advance();

        assertThat(outcomes(replay)).containsExactly("skipped");
        assertThat(room.replays.get(replay).finishedAt()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneInTwoReplaysIsStartedOnce(Databases.Engine engine) {
        room = new Room(engine);
        List<String> ids = room.failed(1);
        String first = all(ids, "");
        String second = all(ids, "");
        room.runner.advance();

        assertThat(room.exports.replayed).hasSize(1);
        assertThat(outcomes(first)).containsExactly("under way");
        assertThat(outcomes(second)).containsExactly("skipped");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void twoNodesAtOnceNeverStartAnItemTwice(Databases.Engine engine) throws Exception {
        room = new Room(engine);
        List<String> ids = room.failed(80);
        all(ids.subList(0, 50), "");
        all(ids.subList(30, 80), "");

        inParallel(4, () -> room.runner().advance());

        assertThat(room.exports.replayed).hasSize(80).doesNotHaveDuplicates();
        room.spectrumTakesAll();
        inParallel(4, () -> room.runner().advance());
        assertThat(room.exports.replayed).hasSize(80);
        assertThat(outcomes("1")).hasSize(50);
        assertThat(room.replays.get("1").state()).isEqualTo("done");
        assertThat(room.replays.get("2").state()).isEqualTo("done");
        assertThat(room.replays.get("1").succeeded() + room.replays.get("2").succeeded())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void manyNodesAtOnceSendOneCanaryAndKeepTheRate(Databases.Engine engine) throws Exception {
        room = new Room(engine);
        all(room.failed(20), "'canary': true, 'rate_per_second': 3, ");

        inParallel(4, () -> room.runner().advance());
        assertThat(room.exports.replayed).hasSize(1);

        room.spectrumTakesAll();
        room.clock.pass(Duration.ofSeconds(1));
        inParallel(4, () -> room.runner().advance());
        assertThat(room.exports.replayed).hasSize(4);
    }

    private String all(List<String> ids, String options) {
        return room.start(
                        "{"
                                + options
                                + "'reason': 'phase opened', 'ids': ['"
                                + String.join("', '", ids)
                                + "']}")
                .id();
    }

    private List<String> outcomes(String replay) {
        return room.replays.get(replay).results().stream().map(Replay.Result::outcome).toList();
    }

    private static void inParallel(int threads, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            Callable<Void> one =
                    () -> {
                        together.await();
                        work.run();
                        return null;
                    };
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(one));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
