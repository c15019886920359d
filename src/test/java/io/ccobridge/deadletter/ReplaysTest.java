package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.PHASE;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ccobridge.Databases;
import io.ccobridge.audit.Told;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Difference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplaysTest {

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    /** What every change order of the fixture is called. */
    private static final String CALLED =
            "\"commitment_number\":\"SC-001\",\"number\":\"002\",\"title\":\"100% more footing\"";

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
                                + "\"succeeded\":0,\"failed\":0,\"skipped\":0,"
                                + "\"back_to_approval\":0,\"results\":["
                                + waiting("1")
                                + ","
                                + waiting("2")
                                + "],"
                                + "\"results_total\":2,"
                                + "\"by\":\"ada\",\"reason\":\"phase opened\","
                                + "\"canary\":false,\"rate_per_second\":null,"
                                + "\"check_procore\":true,\"selection\":{\"ids\":2},"
                                + "\"total_amount\":\"200.50\",\"message\":null,"
                                + "\"started_at\":\"2026-11-23T12:00:00Z\",\"finished_at\":null}");
        assertThat(fixture.exports.replayed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theAuditTrailIsToldOfEachActAndOfNoneThatIsRefused(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String one = fixture.failed("Phase 010 is closed");
        String id = fixture.start("{'ids': ['" + one + "'], 'reason': 'phase opened'}").id();
        assertThat(Told.lastDetail(fixture.jdbc))
                .isEqualTo(
                        "{\"dead_letters\":1,\"total_amount\":\"100.25\",\"selection\":{\"ids\":1},"
                                + "\"canary\":false,\"rate_per_second\":null}");
        fixture.replays.pause(id, ADA);
        refused(409, null, () -> fixture.replays.pause(id, ADA));
        fixture.replays.resume(id, ADA);
        fixture.replays.cancel(id, ADA);
        refused(409, null, () -> fixture.replays.cancel(id, ADA));
        fixture.replays.start(body("{'query': 'closed', 'dry_run': true}"), ADA);
        fixture.replayAll(List.of(one), "");
        fixture.runner.advance();
        fixture.spectrumTakesAll();
        fixture.runner.advance();
        String group = fixture.deadLetters.get(fixture.failed("Phase 020 is closed")).group();
        fixture.notes.put(group, body("{'note': 'Asked Bob'}"), ADA);
        fixture.notes.put(group, body("{'note': 'Bob says no'}"), ADA);
        assertThat(Told.lastDetail(fixture.jdbc))
                .isEqualTo("{\"before\":\"Asked Bob\",\"after\":\"Bob says no\"}");
        fixture.notes.clear(group, ADA);
        fixture.notes.clear(group, ADA);

        assertThat(Told.of(fixture.jdbc))
                .containsExactly(
                        "ada: replay 1: Started: phase opened",
                        "ada: replay 1: Paused.",
                        "ada: replay 1: Resumed.",
                        "ada: replay 1: Cancelled.",
                        "ada: replay 2: Started: phase opened",
                        "system: replay 2: Done.",
                        "ada: note " + group + ": Noted.",
                        "ada: note " + group + ": Noted anew.",
                        "ada: note " + group + ": The note was taken away.");
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
                        "{\"id\":null,\"state\":\"done\",\"total\":2,\"done\":0,"
                                + "\"succeeded\":0,\"failed\":0,\"results\":[],"
                                + "\"total_amount\":\"100.00\",\"check_procore\":false,"
                                + "\"examined\":2,\"keep_approval\":2,\"back_to_approval\":0,"
                                + "\"unmet\":0,\"amount_to_send\":\"200.50\",\"items\":["
                                + item("1", "100.25", "Phase 010 is closed")
                                + ","
                                + item("2", "-0.25", "Phase 020 is closed")
                                + "]}");
        fixture.runner.advance();
        assertThat(fixture.exports.replayed).isEmpty();
        refused(404, null, () -> fixture.replay("1"));
    }

    private static String waiting(String id) {
        return "{\"id\":\""
                + id
                + "\",\"outcome\":\"waiting\",\"message\":null,"
                + CALLED
                + ",\"amount\":\"100.25\"}";
    }

    private static String item(String id, String amount, String message) {
        return "{\"id\":\"%s\",\"change_order_id\":\"%s\",".formatted(id, id)
                + CALLED
                + ",\"amount\":\"%s\",\"message\":\"%s\",".formatted(amount, message)
                + "\"approval\":\"kept\",\"why\":null,"
                + "\"lines\":[{\"phase\":\"03300\",\"cost_type\":\"S\",\"amount\":\"100.25\","
                + "\"state\":\"OPEN\"}],\"amount_to_send\":\"100.25\",\"differences\":[],"
                + "\"problems\":[],\"changed_in_procore\":false,\"warnings\":[]}";
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDryRunTellsWhatKeepsItsApprovalAndWhatGoesBackAndWhy(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(4);
        fixture.changedInProcore(ids.get(1));
        fixture.today(ids.get(2), "'Company_Code':'XYZ'", "100.25");
        fixture.today(ids.get(3), "'Company_Code':'ABC','CR_Status':'C2'", "100.25");
        fixture.told(ids.get(3));

        DryRun dryRun =
                (DryRun) fixture.replays.start(body("{'query': 'closed', 'dry_run': true}"), ADA);

        assertThat(dryRun.keepApproval()).isEqualTo(2);
        assertThat(dryRun.backToApproval()).isEqualTo(2);
        assertThat(dryRun.amountToSend()).isEqualTo("200.50");
        assertThat(dryRun.items())
                .extracting(DryRun.Item::approval)
                .containsExactly("kept", "back-to-approver", "back-to-approver", "kept");
        assertThat(dryRun.items().get(1).why()).contains("changed in Procore");
        assertThat(dryRun.items().get(1).changedInProcore()).isTrue();
        assertThat(dryRun.items().get(1).lines()).isEmpty();
        assertThat(dryRun.items().get(2).why()).contains("Company_Code ABC -> XYZ");
        assertThat(dryRun.items().get(3).differences())
                .containsExactly(new Difference("CR_Status", null, "C2"));
        assertThat(dryRun.items().get(3).warnings())
                .singleElement()
                .asString()
                .contains("S001-002")
                .contains("written over");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void procoreIsAskedWhenItIsSaidOrWhenTheyAreFew(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(8);

        fixture.replayAll(ids.subList(0, 2), "");
        fixture.replayAll(ids.subList(2, 5), "");
        fixture.replayAll(ids.subList(5, 6), "'check_procore': false, ");
        fixture.replayAll(ids.subList(6, 8), "'check_procore': true, ");
        fixture.runner.advance();

        assertThat(fixture.exports.replayed).hasSize(8);
        assertThat(fixture.exports.askedProcore)
                .containsExactlyInAnyOrder(
                        fixture.changeOrder(ids.get(0)),
                        fixture.changeOrder(ids.get(1)),
                        fixture.changeOrder(ids.get(6)),
                        fixture.changeOrder(ids.get(7)));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whoSaidYesToSoManyDoesNotStartOthers(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.failed(3);

        assertThatThrownBy(
                        () ->
                                fixture.start(
                                        "{'query': 'closed', 'reason': 'x', 'expected_total': 2}"))
                .hasMessageContaining("There are 3 of them now, and 2 were expected");
        assertThat(fixture.start("{'query': 'closed', 'reason': 'x', 'expected_total': 3}").total())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatJoinedTheGroupMeanwhileIsSaidAndNotTouched(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(2);
        String group = fixture.deadLetters.get(ids.get(0)).group();
        String replay = fixture.start("{'group': '" + group + "', 'reason': 'x'}").id();
        assertThat(fixture.replay(replay).joined()).isZero();
        fixture.runner.advance();

        fixture.failed("Phase 77 is closed");
        fixture.failed("transient", null, "Record is locked", "1.00", 101);
        // one of its own that fails again is not news
        fixture.failsAgain(ids.get(0), "Phase 0 is closed");
        fixture.spectrumTakesAll();
        fixture.runner.advance();

        Replay done = fixture.replay(replay);
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.joined()).isEqualTo(1);
        assertThat(done.message())
                .isEqualTo(
                        "1 new failure has joined the group since and is no part of this replay.");
        fixture.clock.advance(Duration.ofHours(1));
        fixture.failed("Phase 78 is closed");
        assertThat(fixture.replay(replay).joined()).isEqualTo(1);
        assertThat(fixture.exports.replayed).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void resultsAreGivenByOutcomeAndPageAndReplaysAreListedNewestFirst(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> ids = fixture.failed(5);
        fixture.changedInProcore(ids.get(0));
        String first = fixture.replayAll(ids.subList(0, 4), "");
        String second = fixture.replayAll(ids.subList(4, 5), "");
        fixture.runner.advance();
        fixture.failsAgain(ids.get(1), "Phase 1 is still closed");
        fixture.runner.advance();

        Replay failed = fixture.replays.get(first, Map.of("results", "failed,skipped"));
        assertThat(failed.results())
                .extracting(Replay.Result::id)
                .containsExactly(ids.get(0), ids.get(1));
        assertThat(failed.resultsTotal()).isEqualTo(2);
        assertThat(failed.total()).isEqualTo(4);
        assertThat(failed.skipped()).isEqualTo(1);
        assertThat(failed.backToApproval()).isEqualTo(1);
        assertThat(
                        fixture.replays
                                .get(
                                        first,
                                        Map.of(
                                                "results",
                                                "under-way",
                                                "per_page",
                                                "1",
                                                "page",
                                                "2"))
                                .results())
                .extracting(Replay.Result::id)
                .containsExactly(ids.get(3));
        assertThat(fixture.replays.get(first, Map.of("results", "none")).results()).isEmpty();
        refused(400, "results", () -> fixture.replays.get(first, Map.of("results", "bad")));
        refused(400, "colour", () -> fixture.replays.get(first, Map.of("colour", "red")));
        refused(400, "per_page", () -> fixture.replays.get(first, Map.of("per_page", "1001")));

        Replay.Page page = fixture.replays.list(Map.of("per_page", "1"));
        assertThat(page.items()).extracting(Replay::id).containsExactly(second);
        assertThat(page.items().get(0).results()).isNull();
        assertThat(page.total()).isEqualTo(2);
        assertThat(fixture.replays.list(Map.of("after", page.next())).items())
                .extracting(Replay::id, Replay::total, Replay::failed)
                .containsExactly(tuple(first, 4, 1));
        refused(400, "view", () -> fixture.replays.list(Map.of("view", "all")));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDryRunOfNothingSaysSo(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String ended = fixture.failed("Phase 010 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);

        for (String what : List.of("'query': 'open'", "'ids': ['" + ended + "']")) {
            assertThat(fixture.replays.start(body("{" + what + ", 'dry_run': true}"), ADA))
                    .isInstanceOfSatisfying(
                            DryRun.class,
                            plan -> {
                                assertThat(plan.total()).isZero();
                                assertThat(plan.totalAmount()).isEqualTo("0.00");
                                assertThat(plan.items()).isEmpty();
                            });
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

        replay = fixture.replay(replay.id());
        assertThat(replay.results())
                .extracting(Replay.Result::id, Replay.Result::outcome, Replay.Result::message)
                .containsExactly(
                        tuple(ended, "skipped", "It was discarded before its turn came."),
                        tuple(open, "succeeded", null));
        assertThat(replay.results().get(1).title()).isNotBlank();
        assertThat(replay.results().get(1).amount()).matches("-?\\d+\\.\\d\\d");
        assertThat(replay.state()).isEqualTo("done");
    }

    private List<String> chosen(String what) {
        Replay replay = fixture.start("{" + what + ", 'reason': 'x'}");
        return replay.results().stream().map(Replay.Result::id).toList();
    }
}
