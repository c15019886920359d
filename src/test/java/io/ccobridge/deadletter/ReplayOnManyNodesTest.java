package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
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

/** Several nodes at once, and nodes that die. */
class ReplayOnManyNodesTest {

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatADyingNodeHadClaimedIsStartedByAnotherOnceTheClaimIsOver(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(1);
        String replay = fixture.replayAll(ids, "");
        fixture.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        fixture.runner.advance();
        fixture.exports.death = FailedExportsInTables.Death.NEVER;

        fixture.runner().advance();
        assertThat(fixture.exports.replayed).hasSize(1);
        assertThat(fixture.outcomes(replay)).containsExactly("under way");

        fixture.clock.advance(Duration.ofSeconds(121));
        fixture.runner().advance();
        assertThat(fixture.exports.replayed).hasSize(2);
        fixture.spectrumTakesAll();
        fixture.runner().advance();
        assertThat(fixture.outcomes(replay)).containsExactly("succeeded");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aNodeThatStartsAgainGoesOnAtOnceWithWhatItHadClaimed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String replay = fixture.replayAll(fixture.failed(1), "");
        fixture.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        fixture.runner("node-1").advance();
        fixture.exports.death = FailedExportsInTables.Death.NEVER;

        assertThat(fixture.runner("node-2").releaseOwn()).isZero();
        fixture.runner("node-2").advance();
        assertThat(fixture.exports.replayed).hasSize(1);

        ReplayRunner again = fixture.runner("node-1");
        assertThat(again.releaseOwn()).isEqualTo(1);
        again.advance();
        assertThat(fixture.exports.replayed).hasSize(2);
        assertThat(fixture.outcomes(replay)).containsExactly("under way");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatADyingNodeHadStartedIsNeverStartedAgain(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(1);
        String replay = fixture.replayAll(ids, "");
        fixture.exports.death = FailedExportsInTables.Death.AFTER_THE_START;
        fixture.runner.advance();
        fixture.exports.death = FailedExportsInTables.Death.NEVER;

        fixture.clock.advance(Duration.ofHours(1));
        fixture.runner().advance();
        assertThat(fixture.exports.replayed).hasSize(1);
        fixture.failsAgain(ids.get(0), "Phase 0 is still closed");
        fixture.runner().advance();
        assertThat(fixture.exports.replayed).hasSize(1);
        assertThat(fixture.outcomes(replay)).containsExactly("failed");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aClaimLostWithItsNodeIsSkippedWhenTheReplayWasCancelled(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(1);
        String replay = fixture.replayAll(ids, "");
        fixture.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        fixture.runner.advance();
        fixture.replays.cancel(replay, ADA);
        fixture.clock.advance(Duration.ofSeconds(121));
        fixture.runner().advance();

        assertThat(fixture.outcomes(replay)).containsExactly("skipped");
        assertThat(fixture.replay(replay).finishedAt()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneInTwoReplaysIsStartedOnce(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(1);
        String first = fixture.replayAll(ids, "");
        String second = fixture.replayAll(ids, "");
        fixture.runner.advance();

        assertThat(fixture.exports.replayed).hasSize(1);
        assertThat(fixture.outcomes(first)).containsExactly("under way");
        assertThat(fixture.outcomes(second)).containsExactly("skipped");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void twoNodesAtOnceNeverStartAnItemTwice(Databases.Engine engine) throws Exception {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(80);
        fixture.replayAll(ids.subList(0, 50), "");
        fixture.replayAll(ids.subList(30, 80), "");

        inParallel(4, () -> fixture.runner().advance());

        assertThat(fixture.exports.replayed).hasSize(80).doesNotHaveDuplicates();
        fixture.spectrumTakesAll();
        inParallel(4, () -> fixture.runner().advance());
        assertThat(fixture.exports.replayed).hasSize(80);
        assertThat(fixture.outcomes("1")).hasSize(50);
        assertThat(fixture.replay("1").state()).isEqualTo("done");
        assertThat(fixture.replay("2").state()).isEqualTo("done");
        assertThat(fixture.replay("1").succeeded() + fixture.replay("2").succeeded()).isEqualTo(80);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void manyNodesAtOnceSendOneCanaryAndKeepTheRate(Databases.Engine engine) throws Exception {
        fixture = new DeadLetterFixture(engine);
        fixture.replayAll(fixture.failed(20), "'canary': true, 'rate_per_second': 3, ");

        inParallel(4, () -> fixture.runner().advance());
        assertThat(fixture.exports.replayed).hasSize(1);

        fixture.spectrumTakesAll();
        fixture.clock.advance(Duration.ofSeconds(1));
        inParallel(4, () -> fixture.runner().advance());
        assertThat(fixture.exports.replayed).hasSize(4);
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
