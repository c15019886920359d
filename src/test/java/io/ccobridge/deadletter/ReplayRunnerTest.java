package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayRunnerTest {

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyItemEndsAsItsExportEnds(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "");

        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsOnly("under way");
        assertThat(fixture.state(ids.get(0))).isEqualTo("ACCEPTED");
        assertThat(fixture.deadLetters.get(ids.get(0)).ended()).isEqualTo("replayed");

        fixture.nowIn("SYNCED", ids.get(0));
        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsExactly("succeeded", "under way", "under way");
        assertThat(fixture.replays.get(replay).state()).isEqualTo("running");

        fixture.failsAgain(ids.get(1), "Phase 1 is still closed");
        fixture.clock.advance(Duration.ofMinutes(10));
        fixture.nowIn("SYNCED", ids.get(2));
        fixture.runner.advance();

        Replay done = fixture.replays.get(replay);
        assertThat(done.results())
                .containsExactly(
                        new Replay.Result(ids.get(0), "succeeded", null),
                        new Replay.Result(ids.get(1), "failed", "Phase 1 is still closed"),
                        new Replay.Result(ids.get(2), "succeeded", null));
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.succeeded()).isEqualTo(2);
        assertThat(done.failed()).isEqualTo(1);
        assertThat(done.finishedAt()).isEqualTo(fixture.clock.instant());
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theReplaysActorAndReasonStandInTheAuditTrail(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(1);
        fixture.replayAll(ids, "");
        fixture.runner.advance();

        assertThat(
                        fixture.jdbc
                                .sql("SELECT actor || ': ' || reason FROM audit_entry")
                                .query(String.class)
                                .list())
                .containsExactly("ada: phase opened");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRestWaitsForTheCanary(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "'canary': true, ");

        fixture.runner.advance();
        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsExactly("under way", "waiting", "waiting");

        fixture.spectrumTakesAll();
        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsExactly("succeeded", "under way", "under way");

        fixture.failsAgain(ids.get(1), "Phase 1 is still closed");
        fixture.spectrumTakesAll();
        fixture.runner.advance();
        assertThat(fixture.replays.get(replay).state()).isEqualTo("done");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCanaryThatFailsEndsTheReplay(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "'canary': true, ");
        fixture.runner.advance();
        fixture.failsAgain(ids.get(0), "Phase 0 is still closed");
        fixture.runner.advance();

        Replay failed = fixture.replays.get(replay);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(fixture.outcomes(replay)).containsExactly("failed", "skipped", "skipped");
        assertThat(failed.results().get(0).message()).isEqualTo("Phase 0 is still closed");
        assertThat(failed.results().get(1).message()).contains("Not tried");
        assertThat(fixture.exports.replayed).hasSize(1);
        assertThat(fixture.state(ids.get(1))).isEqualTo("FAILED_TO_EXPORT");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneThatCannotBeReplayedMakesNoCanary(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(4);
        fixture.nowIn("REJECTED", ids.get(0));
        fixture.changedInProcore(ids.get(1));
        String replay = fixture.replayAll(ids, "'canary': true, ");

        fixture.runner.advance();

        assertThat(fixture.outcomes(replay))
                .containsExactly("skipped", "skipped", "under way", "waiting");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneThatCannotBeReplayedNeverStopsTheRest(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        fixture.nowIn("REJECTED", ids.get(0));
        fixture.changedInProcore(ids.get(1));
        String replay = fixture.replayAll(ids, "");

        fixture.runner.advance();

        assertThat(fixture.outcomes(replay)).containsExactly("skipped", "skipped", "under way");
        List<Replay.Result> results = fixture.replays.get(replay).results();
        assertThat(results.get(0).message()).contains("is not FAILED_TO_EXPORT");
        assertThat(results.get(1).message()).contains("changed in Procore");
        assertThat(fixture.state(ids.get(1))).isEqualTo("READY_TO_EXPORT");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayOfWhichNothingCouldStartHasFailed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(2);
        String replay = fixture.replayAll(ids, "");
        ids.forEach(id -> fixture.nowIn("REJECTED", id));

        fixture.runner.advance();

        assertThat(fixture.replays.get(replay).state()).isEqualTo("failed");
        assertThat(fixture.outcomes(replay)).containsOnly("skipped");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRateHoldsHoweverOftenTheRunnerComes(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.replayAll(fixture.failed(30), "'rate_per_second': 2.5, ");
        List<Integer> started = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            fixture.runner.advance();
            fixture.runner.advance();
            started.add(fixture.exports.replayed.size());
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(started).containsExactly(1, 3, 6, 8, 11);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLongPauseIsNotMadeUpForInOneStampede(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.replayAll(fixture.failed(30), "'canary': true, 'rate_per_second': 5, ");
        fixture.runner.advance();
        fixture.clock.advance(Duration.ofHours(1));
        fixture.spectrumTakesAll();

        fixture.runner.advance();
        assertThat(fixture.exports.replayed).hasSize(7);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.runner.advance();
        assertThat(fixture.exports.replayed).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCancelledReplayFinishesWhatIsUnderWayAndStartsNoMore(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "'rate_per_second': 1, ");
        fixture.runner.advance();

        Replay cancelled = fixture.replays.cancel(replay, ADA);
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.finishedAt()).isNull();
        assertThat(fixture.outcomes(replay)).containsExactly("under way", "skipped", "skipped");
        assertThat(cancelled.results().get(1).message()).contains("cancelled by ada");

        fixture.clock.advance(Duration.ofMinutes(5));
        fixture.spectrumTakesAll();
        fixture.runner.advance();
        Replay finished = fixture.replays.get(replay);
        assertThat(finished.state()).isEqualTo("cancelled");
        assertThat(finished.finishedAt()).isEqualTo(fixture.clock.instant());
        assertThat(finished.succeeded()).isEqualTo(1);
        assertThat(fixture.exports.replayed).hasSize(1);
        refused(409, null, () -> fixture.replays.cancel(replay, ADA));
        refused(404, null, () -> fixture.replays.cancel("4711", ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayCancelledBeforeItsFirstItemIsFinishedAtOnce(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String replay = fixture.replayAll(fixture.failed(2), "");
        assertThat(fixture.replays.cancel(replay, ADA).finishedAt()).isNotNull();
    }
}
