package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PollsTest {

    private final TestClock clock = new TestClock("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void ofManyNodesThatBeginAtOnceOnePolls(Databases.Engine engine) throws Exception {
        try (HikariDataSource database = engine.open()) {
            ExecutorService nodes = Executors.newFixedThreadPool(8);
            try {
                List<Future<PollRun>> begun =
                        IntStream.range(0, 8)
                                .mapToObj(
                                        node ->
                                                nodes.submit(
                                                        () ->
                                                                new Polls(
                                                                                database,
                                                                                "node-" + node,
                                                                                clock)
                                                                        .begin(null)))
                                .toList();
                int running = 0;
                for (Future<PollRun> run : begun) {
                    running += run.get() == null ? 0 : 1;
                }
                assertThat(running).isEqualTo(1);
            } finally {
                nodes.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aRunThatWasCutOffIsReplacedAndStopsItselfShouldItStillLive(Databases.Engine engine) {
        try (HikariDataSource database = engine.open()) {
            Polls polls = new Polls(database, "node-1", clock);
            PollRun stalled = polls.begin(null);
            clock.advance(Duration.ofSeconds(100));
            stalled.alive();
            clock.advance(Duration.ofSeconds(100));
            assertThat(polls.begin(null)).as("it was alive 100 s ago").isNull();
            clock.advance(Duration.ofSeconds(21));
            PollRun next = polls.begin(null);
            assertThat(next).isNotNull();
            assertThatThrownBy(stalled::alive).isInstanceOf(CancellationException.class);
            polls.finish(stalled);
            assertThat(polls.newest().state()).isEqualTo("running");
            next.alive();
            polls.finish(next);
            assertThat(polls.newest().state()).isEqualTo("done");
            assertThat(polls.begin(null)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theReportTellsWhatTheRunSaw(Databases.Engine engine) {
        try (HikariDataSource database = engine.open()) {
            Polls polls = new Polls(database, "node-1", clock);
            assertThat(polls.newest()).isNull();
            PollRun run = polls.begin(null);
            run.projectOpened();
            run.called();
            run.pageRead(7);
            run.arrived("NEW");
            run.arrived("CHANGED");
            run.arrived("UNCHANGED");
            run.failed(101L, "no");
            run.failed(101L, "no");
            clock.advance(Duration.ofMinutes(1));
            polls.finish(run);
            assertThat(Json.write(polls.newest()))
                    .isEqualTo(
                            "{\"id\":\""
                                    + run.id()
                                    + "\",\"state\":\"done\",\"started_at\":\"2026-11-23T12:00:00Z\","
                                    + "\"finished_at\":\"2026-11-23T12:01:00Z\",\"projects\":1,\"seen\":7,"
                                    + "\"new\":1,\"changed\":1,\"calls\":1,"
                                    + "\"errors\":[{\"project_id\":101,\"message\":\"no\"}],\"full\":false}");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aThousandErrorsAreAHundredAndACount(Databases.Engine engine) {
        try (HikariDataSource database = engine.open()) {
            Polls polls = new Polls(database, "node-1", clock);
            PollRun run = polls.begin(null);
            IntStream.range(0, 1000).forEach(n -> run.failed(101L, "no " + n));
            polls.finish(run);
            assertThat(polls.newest().state()).isEqualTo("failed");
            assertThat(polls.newest().errors()).hasSize(101);
            assertThat(polls.newest().errors().get(100).message()).isEqualTo("and 900 more");
        }
    }
}
