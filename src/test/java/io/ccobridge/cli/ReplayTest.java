package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

    private static final String START = "POST /dead-letters/replays";

    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    private static String plan(int total) {
        return """
                {"total": %d, "total_amount": "1250000.00", "check_procore": false, "examined": 2,
                 "keep_approval": 1, "back_to_approval": 1, "unmet": 1,
                 "amount_to_send": "12500.00", "items": [
                 {"id": "4", "change_order_id": "17", "amount": "12500.00", "message": "No phase.",
                  "approval": "kept", "why": null, "amount_to_send": "12500.00", "lines": [],
                  "differences": [{"element": "CR_Status", "before": "CR", "after": null}],
                  "problems": [{"requirement": "r", "message": "No vendor.", "fix": "Link it."}],
                  "warnings": ["It may be there."]},
                 {"id": "5", "change_order_id": "18", "amount": "1.00", "message": "No phase.",
                  "approval": "back-to-approver", "why": "it changed in Procore",
                  "amount_to_send": "0.00", "lines": [], "differences": [], "problems": [],
                  "warnings": []}]}"""
                .formatted(total);
    }

    private static String replay(String state, int done, int succeeded, int failed) {
        return """
                {"id": "7", "state": "%s", "total": 2, "done": %d, "succeeded": %d, "failed": %d,
                 "results": [{"id": "4", "outcome": "succeeded", "message": null},
                  {"id": "5", "outcome": "%s", "message": "No phase."}]}"""
                .formatted(state, done, succeeded, failed, failed > 0 ? "failed" : "succeeded");
    }

    private void planAndStart(int total) {
        bridge.on(START, 200, plan(total)).on(START, 202, replay("running", 0, 0, 0));
    }

    private Result run(String... more) {
        return shell.run(
                Stream.concat(Stream.of("dead-letters", "replay"), List.of(more).stream())
                        .toArray(String[]::new));
    }

    private JsonNode started() {
        return bridge.last(START).json();
    }

    @Test
    void followsAReplayToItsEndAsPlainLines() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay("running", 1, 1, 0))
                .on("GET /dead-letters/replays/7", 200, replay("paused", 1, 1, 0))
                .on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        Result result = run("--id", "4", "5", "--reason", "vendor linked");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "Replay 7 running: 0 of 2 done, 0 succeeded, 0 failed",
                        "Replay 7 running: 1 of 2 done, 1 succeeded, 0 failed",
                        "Replay 7 paused: 1 of 2 done, 1 succeeded, 0 failed",
                        "Replay 7 done: 2 of 2 done, 2 succeeded, 0 failed");
        assertThat(started())
                .hasToString(
                        "{\"ids\":[\"4\",\"5\"],\"canary\":false,\"dry_run\":false,"
                                + "\"reason\":\"vendor linked\"}");
    }

    @Test
    void oneFailureMakesItAFailureAndIsNamed() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 1, 1));

        Result result = run("--group", "3f0c1a", "--canary", "--rate", "0.5", "--reason", "r");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("5  failed  No phase.").doesNotContain("4  succeeded");
        assertThat(started())
                .hasToString(
                        "{\"group\":\"3f0c1a\",\"canary\":true,\"rate_per_second\":0.5,"
                                + "\"dry_run\":false,\"reason\":\"r\"}");
    }

    @Test
    void whatMayBeInSpectrumAlreadyIsSaidBeforeItIsSentAgain() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        Result result = run("--id", "4", "5", "--reason", "r");

        assertThat(result.code()).isZero();
        assertThat(result.err())
                .contains("Careful: Spectrum may hold a part of 1 of them already.")
                .contains("what a person has typed over there meanwhile is written over");
    }

    @Test
    void whatIsNotSentForOneReasonIsOneLine() {
        planAndStart(2);
        String skipped =
                IntStream.rangeClosed(1, 1_200)
                        .mapToObj(
                                id ->
                                        "{\"id\": \"%d\", \"outcome\": \"skipped\", \"message\": \"Not tried.\"}"
                                                .formatted(id))
                        .collect(Collectors.joining(","));
        bridge.on(
                "GET /dead-letters/replays/7",
                200,
                """
                {"id": "7", "state": "failed", "total": 1201, "done": 1201, "succeeded": 0,
                 "failed": 1, "skipped": 1200, "results": [
                 {"id": "2000", "outcome": "failed", "message": "No phase."}, %s]}"""
                        .formatted(skipped));

        assertThat(run("--group", "x", "--canary", "--reason", "r").out())
                .endsWith(
                        """
                        2000  failed  No phase.
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1,190 more  skipped  Not tried.
                        """);
    }

    @Test
    void whenTheBridgeGoesAwayItIsSaidThatTheReplayIsKept() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", ServerOfAnswers.CUT_OFF, "");

        Result result = run("--group", "x", "--reason", "r");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .contains("Replay 7 is kept: it goes on when the bridge runs again.")
                .contains("cco-bridge dead-letters replay-status 7 --follow")
                .contains("Could not reach the bridge");
    }

    @ParameterizedTest
    @CsvSource({"failed", "cancelled"})
    void aReplayThatDoesNotComeToItsEndIsAFailure(String state) {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay(state, 1, 1, 0));

        assertThat(run("--query", "phase", "--reason", "r").code()).isEqualTo(1);
        assertThat(started().path("query")).hasToString("{\"q\":\"phase\"}");
    }

    @Test
    void jsonIsTheEndOfTheReplayAndTheProgressIsBesideIt() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        Result result = run("--id", "4,5", "--reason", "r", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json().path("state").asText()).isEqualTo("done");
        assertThat(result.err()).contains("Replay 7 done");
    }

    @Test
    void aDryRunShowsWhatWouldBeReplayedAndDoesNothing() {
        bridge.on(START, 200, plan(240));

        Result text = run("--group", "3f0c1a", "--dry-run");
        Result json = run("--group", "3f0c1a", "--dry-run", "--reason", "r", "--json");

        assertThat(text.code()).isZero();
        assertThat(text.out())
                .containsPattern("4 +17 +12,500.00 +12,500.00 +kept +No phase.")
                .contains("4:", "  CR_Status  CR -> nothing", "  not met: No vendor. Link it.")
                .contains("  careful: It may be there.")
                .contains("5:", "  goes back to the approver: it changed in Procore")
                .contains("Would be replayed: 240 dead letters, $1,250,000.00")
                .contains(
                        "Of the first 2: approval kept: 1 ($12,500.00 to send); back to the approver: 1")
                .contains("Procore was not asked");
        assertThat(json.json().path("total").asInt()).isEqualTo(240);
        assertThat(bridge.requests())
                .hasSize(2)
                .allMatch(request -> request.json().path("dry_run").asBoolean());
    }

    @Test
    void nothingToReplayIsNothingMatched() {
        bridge.on(START, 200, plan(0));

        assertThat(run("--group", "x", "--reason", "r").code()).isEqualTo(3);
        assertThat(run("--group", "x", "--reason", "r", "--dry-run").code()).isEqualTo(3);
        assertThat(bridge.requests()).allMatch(r -> r.json().path("dry_run").asBoolean());
    }

    @Test
    void moreThanTenAreNotTouchedWithoutAWordWhereNobodyCanBeAsked() {
        bridge.on(START, 200, plan(11));

        Result result = run("--group", "x", "--reason", "r");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("Replay 11 dead letters, $1,250,000.00? Say --yes")
                .contains("Usage: cco-bridge dead-letters replay");
        assertThat(bridge.requests()).hasSize(1);
    }

    @Test
    void tenAreReplayedWithoutAQuestion() {
        planAndStart(10);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        assertThat(run("--group", "x", "--reason", "r").code()).isZero();
    }

    @Test
    void yesAnswersTheQuestionBeforehand() {
        planAndStart(11);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        assertThat(run("--group", "x", "--reason", "r", "--yes").code()).isZero();
        assertThat(shell.asked).isEmpty();
    }

    @Test
    void aPersonIsAskedWithCountAndSumAndSeesABar() {
        planAndStart(240);
        bridge.on("GET /dead-letters/replays/7", 200, replay("running", 1, 1, 0))
                .on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        shell.withPerson("y");
        Result result = run("--group", "x", "--reason", "r");

        assertThat(shell.asked).containsExactly("Replay 240 dead letters, $1,250,000.00? [y/N] ");
        assertThat(result.code()).isZero();
        assertThat(started().path("expected_total").asInt()).isEqualTo(240);
        assertThat(result.out())
                .contains("\r[###############...............] 1 of 2 done")
                .contains("\r[##############################] 2 of 2 done")
                .doesNotContain("\u001b");
    }

    @Test
    void anythingButYesReplaysNothing() {
        bridge.on(START, 200, plan(240));

        for (String answer : new String[] {"n", "", "perhaps"}) {
            shell.withPerson(answer);
            Result result = run("--group", "x", "--reason", "r");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("Nothing was replayed.");
        }
        // the person ended the input
        assertThat(run("--group", "x", "--reason", "r").code()).isEqualTo(1);
        assertThat(bridge.requests()).allMatch(r -> r.json().path("dry_run").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({
        "'--reason r', 'Missing required argument'",
        "'--group x', 'Missing required option: ''--reason=TEXT'''",
        "'--group x --id 4 --reason r', 'mutually exclusive'",
        "'--id abc --reason r', 'is not an id'",
        "'--group x --rate fast --reason r', '--rate'",
        "'--group x --rate 0 --reason r', '--rate must be above 0'"
    })
    void wrongArgumentsAreNamedAndNothingIsCalled(String line, String message) {
        Result result = run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(bridge.calls()).isEmpty();
    }

    @Test
    void aRefusedReplayIsAFailure() {
        bridge.on(START, 403, problem(403, "Forbidden", "Only an admin may replay."));

        assertThat(run("--group", "x", "--reason", "r").code()).isEqualTo(1);
    }

    @Test
    void filtersHoldTogetherAndProcoreIsAskedOnWish() {
        planAndStart(2);
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        assertThat(
                        run(
                                        "--category",
                                        "transient",
                                        "--project",
                                        "101",
                                        "-q",
                                        "locked",
                                        "--min-age",
                                        "2h",
                                        "--check-procore",
                                        "--reason",
                                        "r")
                                .code())
                .isZero();
        assertThat(started())
                .hasToString(
                        "{\"query\":{\"category\":\"transient\",\"project\":\"101\","
                                + "\"min_age\":\"2h\",\"q\":\"locked\"},\"canary\":false,\"check_procore\":true,"
                                + "\"dry_run\":false,\"reason\":\"r\"}");
        run("--group", "x", "--no-check-procore", "--reason", "r");
        assertThat(started().path("check_procore").asBoolean(true)).isFalse();
    }

    @Test
    void withoutWaitingOnlyItsIdIsSaid() {
        planAndStart(2);

        Result result = run("--group", "x", "--reason", "r", "--no-wait");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Replay 7 started").contains("replay-status 7");
        assertThat(bridge.calls()).hasSize(2);
    }

    @Test
    void whatItWaitsForIsSaidOnce() {
        planAndStart(2);
        String waiting =
                replay("running", 0, 0, 0)
                        .replace("\"total\"", "\"message\": \"It waits.\", \"total\"");
        bridge.on("GET /dead-letters/replays/7", 200, waiting)
                .on("GET /dead-letters/replays/7", 200, waiting)
                .on("GET /dead-letters/replays/7", 200, replay("done", 2, 2, 0));

        assertThat(run("--group", "x", "--reason", "r").out().lines())
                .containsExactly(
                        "Replay 7 running: 0 of 2 done, 0 succeeded, 0 failed",
                        "It waits.",
                        "Replay 7 done: 2 of 2 done, 2 succeeded, 0 failed");
    }

    @Test
    void replaysAreListedAndOneIsShownWithWhatDidNotGoThrough() {
        String summary =
                """
                {"id": "7", "state": "done", "total": 240, "done": 240, "succeeded": 238,
                 "failed": 1, "skipped": 1, "total_amount": "1250000.00", "by": "ada",
                 "reason": "phase added", "started_at": "2026-11-20T17:03:11Z"}""";
        bridge.on("GET /dead-letters/replays", 200, Documents.page(summary, summary));
        bridge.on("GET /dead-letters/replays/7", 200, replay("done", 2, 1, 1));

        Result list = shell.run("dead-letters", "replays", "--per-page", "10");
        assertThat(list.code()).isZero();
        assertThat(list.out())
                .containsPattern("7 +done +240 +238 +1 +1 +1,250,000.00 +ada")
                .contains("2 replays");
        Result one = shell.run("dead-letters", "replay-status", "7");
        assertThat(one.code()).isZero();
        assertThat(one.out())
                .contains("Replay 7 done: 2 of 2 done, 1 succeeded, 1 failed")
                .contains("5  failed  No phase.");
        assertThat(bridge.last("GET /dead-letters/replays/7").line())
                .contains("results=failed,skipped");
        assertThat(shell.run("dead-letters", "replay-status", "7", "--follow").code()).isEqualTo(1);
        assertThat(
                        shell.run("dead-letters", "replay-status", "7", "--json")
                                .json()
                                .path("id")
                                .asText())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"pause, paused", "resume, running", "cancel, cancelled"})
    void replaysArePausedResumedAndCancelled(String command, String state) {
        bridge.on("POST /dead-letters/replays/7/" + command, 200, replay(state, 1, 1, 0));
        bridge.on(
                "POST /dead-letters/replays/8/" + command,
                409,
                problem(409, "Conflict", "It is done."));

        Result result = shell.run("dead-letters", command, "7", "8");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "7  Replay 7 " + state + ": 1 of 2 done, 1 succeeded, 0 failed",
                        "8  not done: Conflict: It is done.");
    }
}
