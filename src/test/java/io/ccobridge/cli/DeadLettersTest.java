package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.cco;
import static io.ccobridge.cli.Documents.page;
import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {

    private static final String LETTER =
            """
            {"id": "4", "change_order_id": "17", "group": "3f0c1a", "category": "business",
             "column": "CR_Phase_Code", "message": "Phase 03300 does not exist.",
             "amount": "12500.00", "first_seen": "2026-11-20T17:03:11Z",
             "last_seen": "2026-11-20T18:03:11Z", "ended": null, "attempts": [
              {"number": 1, "at": "2026-11-20T17:03:11Z", "node": "a", "duration_ms": 120,
               "request": "<request>\\n</request>", "response": "<response/>",
               "outcome": "business", "message": "I: no phase", "next_attempt_at": null}]}""";

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

    @Test
    void listsThemWithTheirSum() {
        bridge.on("GET /dead-letters", 200, page(LETTER, LETTER));

        Result result =
                shell.run(
                        "dead-letters",
                        "list",
                        "--category",
                        "business",
                        "--group",
                        "3f0c1a",
                        "--project",
                        "101",
                        "-q",
                        "phase",
                        "--per-page",
                        "10");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("4 +17  3f0c1a +business +CR_Phase_Code +12,500.00 ")
                .contains("2 dead letters, 25,000.00");
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /dead-letters?category=business&group=3f0c1a&project=101&q=phase"
                                + "&per_page=10");
        assertThat(shell.run("dead-letters", "list", "--json").json().path("items").size())
                .isEqualTo(2);
    }

    @Test
    void noneAreNothingMatched() {
        bridge.on("GET /dead-letters", 200, page());
        bridge.on("GET /dead-letters/groups", 200, "[]");

        assertThat(shell.run("dead-letters", "list").code()).isEqualTo(3);
        assertThat(shell.run("dead-letters", "groups").code()).isEqualTo(3);
        assertThat(shell.run("dead-letters", "show", "4").code()).isEqualTo(3);
    }

    @Test
    void groupsThemByCause() {
        bridge.on(
                "GET /dead-letters/groups",
                200,
                """
                [{"group": "3f0c1a", "category": "business", "column": null,
                  "message": "No phase.", "count": 240, "first_seen": "2026-11-20T17:03:11Z",
                  "last_seen": "2026-11-20T17:03:11Z", "total_amount": "1250000.00"},
                 {"group": "77aa00", "category": "transient", "column": null,
                  "message": "locked", "count": 1, "first_seen": "2026-11-20T17:03:11Z",
                  "last_seen": "2026-11-20T17:03:11Z", "total_amount": "0.50"}]""");

        Result result = shell.run("dead-letters", "groups");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("3f0c1a +240  1,250,000.00  business")
                .contains("2 groups, 241 dead letters, 1,250,000.50");
        assertThat(shell.run("dead-letters", "groups", "--json").json().size()).isEqualTo(2);
    }

    @Test
    void showsOneWithEveryExchange() {
        bridge.on("GET /dead-letters/4", 200, LETTER);

        Result result = shell.run("dead-letters", "show", "4");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Dead letter 4 of CCO 17, 12,500.00")
                .contains("Phase 03300 does not exist.")
                .contains("Request of attempt 1:")
                .contains("<request>\n</request>")
                .contains("<response/>");
        assertThat(shell.run("dead-letters", "show", "4", "--json").json().path("id").asText())
                .isEqualTo("4");
    }

    @ParameterizedTest
    @CsvSource({"discard, discarded", "restore, restored"})
    void endsThemWithAReason(String command, String done) {
        bridge.on("POST /dead-letters/4/" + command, 200, cco("17", "REJECTED", 5));
        bridge.on("POST /dead-letters/5/" + command, 409, problem(409, "Conflict", "It ended."));

        Result result = shell.run("dead-letters", command, "4", "5", "--reason", "cancelled");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "4  " + done + "  SC-001 / 002 Added footing",
                        "5  not done: Conflict: It ended.");
        assertThat(bridge.requests().get(0).json()).hasToString("{\"reason\":\"cancelled\"}");
        assertThat(shell.run("dead-letters", command, "4").code()).isEqualTo(2);
    }

    @Test
    void doneByHandTakesTheNumberInSpectrum() {
        bridge.on("POST /dead-letters/4/done-by-hand", 200, cco("17", "SYNCED", 5));

        Result result =
                shell.run(
                        "dead-letters",
                        "done-by-hand",
                        "4",
                        "--change-request-number",
                        "S1",
                        "--reason",
                        "entered",
                        "--json");

        assertThat(result.code()).isZero();
        assertThat(bridge.requests().get(0).json())
                .hasToString("{\"change_request_number\":\"S1\",\"reason\":\"entered\"}");
        assertThat(result.json().at("/results/0/answer/state").asText()).isEqualTo("SYNCED");
    }

    @Test
    void doneByHandIsForOneAndNeedsItsNumber() {
        assertThat(shell.run("dead-letters", "done-by-hand", "4", "--reason", "x").err())
                .contains("Missing required option: '--change-request-number=NUMBER'");
        Result two =
                shell.run(
                        "dead-letters",
                        "done-by-hand",
                        "4",
                        "5",
                        "--reason",
                        "x",
                        "--change-request-number",
                        "S1");
        assertThat(two.code()).isEqualTo(2);
        assertThat(two.err()).contains("done-by-hand takes one ID");
        assertThat(bridge.calls()).isEmpty();
    }
}
