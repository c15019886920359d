package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ccobridge.Databases;
import io.ccobridge.LoggedLines;
import io.ccobridge.json.Json;
import io.ccobridge.queue.ExportPauses;
import io.ccobridge.queue.ExportsReport;
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
        assertThat(fixture.replay(replay).state()).isEqualTo("running");

        fixture.failsAgain(ids.get(1), "Phase 1 is still closed");
        fixture.clock.advance(Duration.ofMinutes(10));
        fixture.nowIn("SYNCED", ids.get(2));
        fixture.runner.advance();

        Replay done = fixture.replay(replay);
        assertThat(done.results())
                .extracting(Replay.Result::id, Replay.Result::outcome, Replay.Result::message)
                .containsExactly(
                        tuple(ids.get(0), "succeeded", null),
                        tuple(ids.get(1), "failed", "Phase 1 is still closed"),
                        tuple(ids.get(2), "succeeded", null));
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
                                .sql("SELECT actor || ': ' || reason FROM audit_entry ORDER BY id")
                                .query(String.class)
                                .list())
                .containsExactly("ada: Started: phase opened", "ada: phase opened");
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
        assertThat(fixture.replay(replay).state()).isEqualTo("done");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCanaryThatFailsEndsTheReplay(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "'canary': true, ");
        fixture.runner.advance();
        fixture.failsAgain(ids.get(0), "Phase 0 is still closed");
        try (LoggedLines log = LoggedLines.of(ReplayRunner.class)) {
            fixture.runner.advance();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Replay "
                                    + replay
                                    + ": failed, 0 succeeded, 1 failed, 2 not sent. The canary, dead"
                                    + " letter 1, failed again: Phase 0 is still closed. Nothing else"
                                    + " was tried.");
        }

        Replay failed = fixture.replay(replay);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(fixture.outcomes(replay)).containsExactly("failed", "skipped", "skipped");
        assertThat(failed.results().get(0).message()).isEqualTo("Phase 0 is still closed");
        assertThat(failed.results().get(1).message()).contains("Not tried");
        assertThat(failed.message())
                .isEqualTo(
                        "The canary, dead letter 1, failed again: Phase 0 is still closed."
                                + " Nothing else was tried.");
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
        List<Replay.Result> results = fixture.replay(replay).results();
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

        assertThat(fixture.replay(replay).state()).isEqualTo("failed");
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
        Replay finished = fixture.replay(replay);
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

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPausedReplayStartsNoMoreAndGoesOnWhenItIsResumed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String replay = fixture.replayAll(ids, "'rate_per_second': 1, ");
        fixture.runner.advance();

        Replay paused = fixture.replays.pause(replay, ADA);
        assertThat(paused.state()).isEqualTo("paused");
        assertThat(paused.message()).startsWith("Paused by ada");
        refused(409, null, () -> fixture.replays.pause(replay, ADA));

        fixture.clock.advance(Duration.ofHours(2));
        fixture.spectrumTakesAll();
        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsExactly("succeeded", "waiting", "waiting");

        assertThat(fixture.replays.resume(replay, ADA).state()).isEqualTo("running");
        assertThat(fixture.replay(replay).message()).isNull();
        refused(409, null, () -> fixture.replays.resume(replay, ADA));
        fixture.runner.advance();
        assertThat(fixture.exports.replayed).hasSize(2);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.runner.advance();
        assertThat(fixture.exports.replayed).hasSize(3);

        fixture.spectrumTakesAll();
        fixture.runner.advance();
        assertThat(fixture.replay(replay).state()).isEqualTo("done");
        assertThatThrownBy(() -> fixture.replays.pause(replay, ADA))
                .hasMessage("Replay " + replay + " cannot be paused: it is done.");
        refused(409, null, () -> fixture.replays.resume(replay, ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPausedReplayWhoseLastItemEndsIsDoneAndOneWhoseCanaryFailsHasFailed(
            Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(3);
        String last = fixture.replayAll(ids.subList(0, 1), "");
        String canary = fixture.replayAll(ids.subList(1, 3), "'canary': true, ");
        fixture.runner.advance();
        fixture.replays.pause(last, ADA);
        fixture.replays.pause(canary, ADA);
        fixture.failsAgain(ids.get(1), "Phase 1 is still closed");
        fixture.spectrumTakesAll();
        fixture.runner.advance();

        assertThat(fixture.replay(last).state()).isEqualTo("done");
        assertThat(fixture.replay(canary).state()).isEqualTo("failed");
        assertThat(fixture.replay(canary).message()).contains("canary").doesNotContain("Paused");
        assertThat(fixture.outcomes(canary)).containsExactly("failed", "skipped");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPausedReplayCanBeCancelledAndAClaimLostMeanwhileWaitsAgain(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String replay = fixture.replayAll(fixture.failed(2), "'rate_per_second': 1, ");
        fixture.exports.death = FailedExportsInTables.Death.BEFORE_THE_START;
        fixture.runner.advance();
        fixture.exports.death = FailedExportsInTables.Death.NEVER;
        fixture.replays.pause(replay, ADA);
        fixture.clock.advance(Duration.ofMinutes(5));
        fixture.runner.advance();
        assertThat(fixture.outcomes(replay)).containsExactly("waiting", "waiting");

        Replay cancelled = fixture.replays.cancel(replay, ADA);
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.message()).isEqualTo("Cancelled by ada.");
        assertThat(fixture.outcomes(replay)).containsExactly("skipped", "skipped");
        refused(409, null, () -> fixture.replays.resume(replay, ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCanaryWithoutAnOutcomeWaitsAndSaysWhatFor(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(2);
        String replay = fixture.replayAll(ids, "'canary': true, ");
        fixture.runner.advance();
        assertThat(fixture.replay(replay).message())
                .isEqualTo(
                        "The rest waits for the canary, dead letter 1, which has no outcome yet.");

        fixture.retriesLater(ids.get(0), "Record is locked");
        fixture.circuitOpens("not authorized");
        fixture.runner.advance();

        Replay waiting = fixture.replay(replay);
        assertThat(waiting.state()).isEqualTo("running");
        assertThat(waiting.message())
                .contains("its last attempt came to \"Record is locked\"")
                .contains("the next is due at 2026-11-23T12:05:00Z")
                .contains("Exports stand still since 2026-11-23 12:00:00 UTC, since Spectrum")
                .contains("(not authorized)")
                .endsWith("What is under way goes on after that.");

        new ExportPauses(
                        fixture.jdbc,
                        fixture.transaction,
                        new ExportsReport(fixture.jdbc, fixture.clock),
                        fixture.clock)
                .pause(Json.read("{\"reason\": \"Spectrum is upgraded\"}"), ADA);
        assertThat(fixture.replay(replay).message())
                .contains("Exports are paused since 2026-11-23 12:00:00 UTC by ada (Spectrum is")
                .doesNotContain("refuses us");
        assertThat(fixture.outcomes(replay)).containsExactly("under way", "waiting");
    }
}
