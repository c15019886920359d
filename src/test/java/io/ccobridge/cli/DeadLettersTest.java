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
             "amount": "12500.00", "project_name": "Harbor Tower", "job_number": "24-101",
             "commitment_number": "SC-001", "number": "002", "title": "Footing",
             "change_request_number": "S001-002", "vendor": "Acme", "first_seen": "2026-11-20T17:03:11Z",
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
                .containsPattern(
                        "4 +17  24-101 +SC-001 +002 +3f0c1a +business +CR_Phase_Code +12,500.00 ")
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
                .contains("  CCO        Harbor Tower, SC-001, 002, Footing")
                .contains("  Vendor     Acme")
                .contains("  Spectrum   change request S001-002 of job 24-101")
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

    @Test
    void moreThanTenAreEndedOnlyAfterAQuestionWithCountAndSum() {
        String[] command = {"dead-letters", "discard", "--reason", "x"};
        String[] ids =
                java.util.stream.IntStream.range(1, 12)
                        .mapToObj(Integer::toString)
                        .toArray(String[]::new);
        for (String id : ids) {
            bridge.on("GET /dead-letters/" + id, 200, LETTER);
            bridge.on("POST /dead-letters/" + id + "/discard", 200, cco("17", "REJECTED", 5));
        }
        String[] all =
                java.util.stream.Stream.concat(
                                java.util.Arrays.stream(command), java.util.Arrays.stream(ids))
                        .toArray(String[]::new);

        assertThat(shell.run(all).err())
                .contains("Discard 11 dead letters, $137,500.00? Say --yes");
        Result dryRun = shell.run(with(all, "--dry-run"));
        assertThat(dryRun.out()).contains("Would be discarded: 11 dead letters, $137,500.00");
        shell.withPerson("n");
        assertThat(shell.run(all).err()).contains("Nothing was discarded.");
        assertThat(bridge.calls()).noneMatch(call -> call.startsWith("POST"));
        shell.withPerson("y");
        assertThat(shell.run(all).code()).isZero();
        assertThat(shell.asked).contains("Discard 11 dead letters, $137,500.00? [y/N] ");
        assertThat(bridge.calls()).filteredOn(call -> call.startsWith("POST")).hasSize(11);
        assertThat(shell.run(with(all, "--yes")).code()).isZero();
    }

    private static String[] with(String[] arguments, String one) {
        return java.util.stream.Stream.concat(
                        java.util.Arrays.stream(arguments), java.util.stream.Stream.of(one))
                .toArray(String[]::new);
    }

    @Test
    void whatMustBeSeenToInSpectrumIsSaidAfterDoneByHand() {
        bridge.on(
                "POST /dead-letters/4/done-by-hand",
                200,
                LETTER.replace(
                        "\"ended\": null",
                        "\"ended\": \"done-by-hand\", \"warning\": \"Undo S1.\""));

        assertThat(
                        shell.run(
                                        "dead-letters",
                                        "done-by-hand",
                                        "4",
                                        "--change-request-number",
                                        "H-1",
                                        "--reason",
                                        "x")
                                .out())
                .contains("done by hand")
                .contains("CAREFUL: Undo S1.");
    }

    @Test
    void whatBecameOfOneIsShown() {
        bridge.on(
                "GET /dead-letters/4",
                200,
                LETTER.replace(
                        "\"ended\": null",
                        """
                        "ended": "back-to-approval", "warning": "Undo S1.",
                        "difference": {"why": "it differs", "changed_in_procore": false,
                         "differences": [{"element": "Subcontractor_Code", "before": "ACME",
                          "after": "BETA"}]},
                        "continued_as": {"export_id": "9", "edited_as": "edit",
                         "change_request_number": "E-1", "by": "bert",
                         "at": "2026-11-20T18:03:11Z"},
                        "edits": [{"id": "3", "state": "applied", "proposed_by": "ada",
                          "decided_by": "bert",
                         "differences": [{"element": "CR_Description", "before": "a",
                          "after": "b"}]}]"""));

        assertThat(shell.run("dead-letters", "show", "4").out())
                .contains("Went back  from a replay, since it differs")
                .contains("Went back  Subcontractor_Code  ACME -> BETA")
                .contains("Edit 3     applied by bert, proposed by ada: CR_Description  a -> b")
                .contains("  Went on as another attempt as change request E-1 (bert, ")
                .contains("CAREFUL    Undo S1.");
    }

    @Test
    void anEditIsProposedInTheVersionThatWasSeenAndConfirmedByAnother() {
        String edit =
                """
                {"id": "3", "dead_letter_id": "4", "state": "%s", "proposed_by": "ada",
                 "proposed_at": "2026-11-20T17:03:11Z", "reason": "closed", "differences": [
                  {"element": "Sub_Change_Order_Date", "before": "11/20/2026",
                   "after": "12/01/2026"}]}""";
        bridge.on("GET /dead-letters/4", 200, LETTER.replaceFirst("\\{", "{\"version\": 5, "));
        bridge.on("POST /dead-letters/4/edit-and-replay", 202, edit.formatted("pending"));
        bridge.on("GET /dead-letters/edits", 200, page(edit.formatted("pending")));
        bridge.on("POST /dead-letters/edits/3/confirm", 200, edit.formatted("applied"));
        bridge.on("POST /dead-letters/edits/3/withdraw", 200, edit.formatted("withdrawn"));

        Result result =
                shell.run(
                        "dead-letters", "edit", "4", "--date", "2026-12-01", "--reason", "closed");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Sub_Change_Order_Date  11/20/2026 -> 12/01/2026")
                .contains("Edit 3 waits for a second person")
                .contains("confirm-edit 3");
        assertThat(bridge.last("POST /dead-letters/4/edit-and-replay").json())
                .hasToString(
                        "{\"version\":5,\"accounting_date\":\"2026-12-01\",\"reason\":\"closed\","
                                + "\"dry_run\":false}");
        assertThat(shell.run("dead-letters", "edits", "--pending").out())
                .containsPattern("3 +4 +pending +ada");
        assertThat(shell.run("dead-letters", "confirm-edit", "3").out())
                .startsWith("3  applied  Sub_Change_Order_Date");
        assertThat(shell.run("dead-letters", "withdraw-edit", "3", "--reason", "no").out())
                .startsWith("3  withdrawn");
        assertThat(shell.run("dead-letters", "withdraw-edit", "3").code()).isZero();
        assertThat(shell.run("dead-letters", "edit", "4", "--reason", "x").err())
                .contains("Say what to edit");
        assertThat(shell.run("dead-letters", "edit", "4", "--number", "X").err())
                .contains("--reason");
        assertThat(shell.run("dead-letters", "edit", "4", "--number", "X", "--dry-run").code())
                .isZero();
    }
}
