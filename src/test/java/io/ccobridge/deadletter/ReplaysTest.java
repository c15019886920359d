package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.PHASE;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplaysTest {

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayIsTakenAtOnceAndRunsLater(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String one = fixture.failed("Phase 010 is closed");
        String other = fixture.failed("Phase 020 is closed");

        Replay replay =
                fixture.start(
                        "{'ids': ['" + other + "', '" + one + "'], 'reason': 'phase opened'}");

        assertThat(Json.write(replay))
                .isEqualTo(
                        "{\"id\":\"1\",\"state\":\"running\",\"total\":2,\"done\":0,"
                                + "\"succeeded\":0,\"failed\":0,\"results\":["
                                + "{\"id\":\"1\",\"outcome\":\"waiting\",\"message\":null},"
                                + "{\"id\":\"2\",\"outcome\":\"waiting\",\"message\":null}],"
                                + "\"by\":\"ada\",\"reason\":\"phase opened\","
                                + "\"started_at\":\"2026-11-23T12:00:00Z\",\"finished_at\":null}");
        assertThat(fixture.exports.replayed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void groupAndQueryTakeWhatTheListWouldShow(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String phase = fixture.failed("business", PHASE, "Phase 010 is closed", "1.00", 101);
        String samePhase = fixture.failed("business", PHASE, "Phase 020 is closed", "1.00", 102);
        String locked = fixture.failed("transient", null, "Record is locked", "1.00", 102);
        String group = fixture.deadLetters.get(phase).group();

        assertThat(chosen("'group': '" + group + "'")).containsExactly(phase, samePhase);
        assertThat(chosen("'query': 'locked'")).containsExactly(locked);
        assertThat(chosen("'query': {'project': 102}")).containsExactly(samePhase, locked);
        assertThat(chosen("'query': {'project': '102', 'group': '" + group + "', 'q': null}"))
                .containsExactly(samePhase);
        assertThat(chosen("'query': {'category': 'transient'}")).containsExactly(locked);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDryRunCountsAndChangesNothing(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.failed("business", PHASE, "Phase 010 is closed", "100.25", 101);
        fixture.failed("business", PHASE, "Phase 020 is closed", "-0.25", 101);

        Record dryRun = fixture.replays.start(body("{'query': 'closed', 'dry_run': true}"), ADA);

        assertThat(Json.write(dryRun))
                .isEqualTo(
                        "{\"id\":null,\"state\":\"done\",\"total\":2,\"done\":0,\"succeeded\":0,\"failed\":0,\"results\":[],\"total_amount\":\"100.00\",\"items\":["
                                + "{\"id\":\"1\",\"change_order_id\":\"1\",\"amount\":\"100.25\","
                                + "\"message\":\"Phase 010 is closed\"},"
                                + "{\"id\":\"2\",\"change_order_id\":\"2\",\"amount\":\"-0.25\","
                                + "\"message\":\"Phase 020 is closed\"}]}");
        fixture.runner.advance();
        assertThat(fixture.exports.replayed).isEmpty();
        refused(404, null, () -> fixture.replays.get("1"));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDryRunOfNothingSaysSo(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String ended = fixture.failed("Phase 010 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);

        for (String what : List.of("'query': 'open'", "'ids': ['" + ended + "']")) {
            assertThat(
                            Json.write(
                                    fixture.replays.start(
                                            body("{" + what + ", 'dry_run': true}"), ADA)))
                    .isEqualTo(
                            "{\"id\":null,\"state\":\"done\",\"total\":0,\"done\":0,\"succeeded\":0,\"failed\":0,\"results\":[],\"total_amount\":\"0.00\",\"items\":[]}");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsWrongWithARequestIsNamed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.failed("Phase 010 is closed");

        refused(422, "reason", () -> fixture.start("{'ids': ['1']}"));
        refused(422, "ids", () -> fixture.start("{'reason': 'x'}"));
        refused(422, "group", () -> fixture.start("{'ids': ['1'], 'group': 'g', 'reason': 'x'}"));
        refused(422, "ids", () -> fixture.start("{'ids': '1', 'reason': 'x'}"));
        refused(422, "ids", () -> fixture.start("{'ids': [], 'reason': 'x'}"));
        refused(404, null, () -> fixture.start("{'ids': ['1', '4711'], 'reason': 'x'}"));
        refused(404, null, () -> fixture.start("{'ids': [{}], 'reason': 'x'}"));
        refused(422, "group", () -> fixture.start("{'group': '00ff', 'reason': 'x'}"));
        refused(422, "query", () -> fixture.start("{'query': 'open', 'reason': 'x'}"));
        refused(422, "query", () -> fixture.start("{'query': {}, 'reason': 'x'}"));
        refused(422, "query", () -> fixture.start("{'query': ' ', 'reason': 'x'}"));
        refused(422, "query", () -> fixture.start("{'query': 5, 'reason': 'x'}"));
        refused(422, "query.view", () -> fixture.start("{'query': {'view': 'a'}, 'reason': 'x'}"));
        refused(422, "query.q", () -> fixture.start("{'query': {'q': ['a']}, 'reason': 'x'}"));
        refused(
                422,
                "query.category",
                () -> fixture.start("{'query': {'category': 'red'}, 'reason': 'x'}"));
        refused(422, "canary", () -> fixture.start("{'ids': ['1'], 'canary': 1, 'reason': 'x'}"));
        refused(422, "dry_run", () -> fixture.start("{'ids': ['1'], 'dry_run': 'no'}"));
        for (String rate : List.of("0", "-1", "0.0001", "1001", "'5'")) {
            refused(
                    422,
                    "rate_per_second",
                    () ->
                            fixture.start(
                                    "{'ids': ['1'], 'reason': 'x', 'rate_per_second': "
                                            + rate
                                            + "}"));
        }
        assertThat(fixture.jdbc.sql("SELECT COUNT(*) FROM replay").query(Integer.class).single())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneThatHasEndedIsRefusedAloneAndSkippedAmongOthers(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String ended = fixture.failed("Phase 010 is closed");
        String open = fixture.failed("Phase 020 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);

        refused(409, null, () -> fixture.start("{'ids': ['" + ended + "'], 'reason': 'x'}"));

        Replay replay = fixture.start("{'ids': ['" + ended + "', '" + open + "'], 'reason': 'x'}");
        fixture.runner.advance();
        fixture.spectrumTakesAll();
        fixture.runner.advance();

        replay = fixture.replays.get(replay.id());
        assertThat(replay.results())
                .containsExactly(
                        new Replay.Result(
                                ended, "skipped", "It was discarded before its turn came."),
                        new Replay.Result(open, "succeeded", null));
        assertThat(replay.state()).isEqualTo("done");
    }

    private List<String> chosen(String what) {
        Replay replay = fixture.start("{" + what + ", 'reason': 'x'}");
        return replay.results().stream().map(Replay.Result::id).toList();
    }
}
