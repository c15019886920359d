package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.cco;
import static io.ccobridge.cli.Documents.page;
import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of causes, notes, waiting attempts and unreadable documents. */
class CausesTest {

    private static final String GROUP =
            """
            {"group": "3f0c1a", "category": "business", "column": "CR_Phase_Code", "code": "I",
             "message": "No phase.", "fix_in": "spectrum", "count": 240,
             "suggestion": {"cause": "phase-missing", "title": "The phase is not on the job",
              "fix_in": "spectrum", "fix": "Add it.", "source": "S11", "known": true},
             "first_seen": "2026-11-20T17:03:11Z", "last_seen": "2026-11-20T18:03:11Z",
             "total_amount": "1250000.00", "outcomes_unknown": 2,
             "trend": {"hours": [1, 0, 12], "last_hour": 12, "last_day": 13, "growing": true},
             "note": {"note": "Bob opens it", "by": "ada", "at": "2026-11-20T17:03:11Z"},
             "earlier_notes": [{"note": "It was closed", "by": "bob",
              "at": "2026-10-20T17:03:11Z", "ended_at": "2026-10-21T17:03:11Z"}],
             "link": "/api/v1/dead-letters/groups/3f0c1a"}""";

    private static final String LETTER =
            """
            {"id": "4", "change_order_id": "17", "group": "3f0c1a", "category": "unknown",
             "column": null, "code": null, "message": "No answer.", "amount": "12500.00",
             "suggestion": {"title": "Spectrum did not answer in time", "fix": "Look first.",
              "source": null}, "fix_in": "nobody", "note": null,
             "warnings": [{"message": "What somebody typed would be overwritten."}],
             "first_seen": "2026-11-20T17:03:11Z", "last_seen": "2026-11-20T18:03:11Z",
             "attempts": [
              {"number": 1, "at": "2026-11-20T17:03:11Z", "node": "a", "duration_ms": 120,
               "http_status": 503, "code": "SOAP-ENV:Server", "outcome": "transient",
               "message": "busy", "request": "<request/>", "response": null,
               "curl": "# writes\\ncurl -sS 'https://x' \\\\\\n  --data-binary '<a/>'",
               "next_attempt_at": "2026-11-20T17:03:27Z",
               "next_attempt_reason": "1st failure: about 16 s"}]}""";

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
    void groupsSayWhatToDoAndWhatWasNoted() {
        bridge.on("GET /dead-letters/groups", 200, "[" + GROUP + "]");

        Result result = shell.run("dead-letters", "groups");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("3f0c1a +240 +1,250,000.00 +business +spectrum +CR_Phase_Code")
                .contains("12 in 1 h, 13 in 24 h, growing")
                .contains("3f0c1a  The phase is not on the job. Add it.")
                .contains("3f0c1a  Note: Bob opens it (ada, ");
    }

    @Test
    void oneGroupIsShownWhole() {
        bridge.on("GET /dead-letters/groups/3f0c1a", 200, GROUP);

        Result result = shell.run("dead-letters", "groups", "3f0c1a");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Group 3f0c1a: No phase.", "  Open       240 dead letters, 1,250,000.00")
                .contains("  By hour    1 0 12", "  What to do Add it.", "  Known from S11")
                .contains("  Unknown    2 may be in Spectrum", "  Earlier    It was closed (bob, ");
        assertThat(
                        shell.run("dead-letters", "groups", "3f0c1a", "--json")
                                .json()
                                .path("code")
                                .asText())
                .isEqualTo("I");
        assertThat(shell.run("dead-letters", "groups", "77aa00").code()).isEqualTo(3);
    }

    @Test
    void everyFilterIsPassedOn() {
        bridge.on("GET /dead-letters", 200, page(LETTER));
        String filter =
                "dead-letters list --category unknown --group 3f0c1a --fix-in nobody --project 101"
                        + " --job 24-101 --commitment SC-1 --vendor ACME --min-amount 100 --min-age"
                        + " 2h -q x";
        assertThat(shell.run(filter.split(" ")).code()).isZero();
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /dead-letters?category=unknown&group=3f0c1a&fix_in=nobody&project=101"
                                + "&job=24-101&commitment=SC-1&vendor=ACME&min_amount=100&min_age=2h"
                                + "&q=x");
    }

    @Test
    void theCsvGoesToTheOutputAsItComes() {
        bridge.on(
                "GET /dead-letters.csv",
                200,
                "text/csv",
                "id,fix\r\n4,\"Add, then\r\nreplay\"\r\n");
        Result result = shell.run("dead-letters", "list", "--csv", "--category", "business");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("id,fix\r\n4,\"Add, then\r\nreplay\"\r\n");
        assertThat(shell.run("dead-letters", "list", "--csv", "--json").code()).isEqualTo(2);
    }

    @Test
    void showTellsTheTimelineAndTheWarnings() {
        bridge.on("GET /dead-letters/4", 200, LETTER);

        Result result = shell.run("dead-letters", "show", "4");

        assertThat(result.out())
                .contains("  What       Spectrum did not answer in time")
                .contains("  Warning    What somebody typed would be overwritten.")
                .contains("transient, HTTP 503, code SOAP-ENV:Server, 120 ms, on a: busy")
                .contains(": 1st failure: about 16 s")
                .contains("Request of attempt 1:");
        Result curl = shell.run("dead-letters", "show", "4", "--curl");
        assertThat(curl.out())
                .startsWith("# attempt 1, ")
                .contains("# writes\ncurl -sS 'https://x' \\\n  --data-binary '<a/>'\n")
                .doesNotContain("Request of");
    }

    @Test
    void aNoteIsLeftAndTakenAway() {
        bridge.on("PUT /dead-letters/groups/3f0c1a/note", 200, GROUP);

        Result left = shell.run("dead-letters", "note", "3f0c1a", "--text", "Bob opens it");
        shell.run("dead-letters", "note", "3f0c1a", "--clear");

        assertThat(left.out()).startsWith("3f0c1a  Note: Bob opens it (ada, ");
        assertThat(bridge.requests().get(0).json()).hasToString("{\"note\":\"Bob opens it\"}");
        assertThat(bridge.requests().get(1).json()).hasToString("{\"note\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "dead-letters note 3f0c1a, '--text=TEXT'",
        "dead-letters note --text x, 'Missing required parameter: ''GROUP'''",
        "dead-letters list --fix-in excel, '\"excel\" is none of: procore, spectrum, bridge, nobody'",
        "dead-letters stop-trying 17, Missing required option: '--reason=TEXT'",
        "dead-letters try-now, Missing required parameter: 'ID'",
        "dead-letters unreadable read-again, '--group=GROUP'",
        "dead-letters unreadable read-again 4 --all, are mutually exclusive",
        "dead-letters unreadable read-again 4 --from disk, '\"disk\" is none of: procore, stored'"
    })
    void wrongArgumentsAreNamedAndNothingIsCalled(String line, String message) {
        Result result = shell.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(bridge.calls()).isEmpty();
    }

    @Test
    void whatWaitsIsTriedNowOrStopped() {
        bridge.on("POST /change-orders/17/try-now", 200, cco("17", "ACCEPTED", 4));
        bridge.on("POST /change-orders/17/stop-trying", 200, cco("17", "FAILED_TO_EXPORT", 5));
        bridge.on("POST /change-orders/18/try-now", 409, problem(409, "Conflict", "It is synced."));

        Result tried = shell.run("dead-letters", "try-now", "17", "18");
        Result stopped = shell.run("dead-letters", "stop-trying", "17", "--reason", "tonight");

        assertThat(tried.code()).isEqualTo(1);
        assertThat(tried.out().lines())
                .containsExactly(
                        "17  ACCEPTED  SC-001 / 002 Added footing, 12,500.00 USD",
                        "18  not done: Conflict: It is synced.");
        assertThat(stopped.out()).startsWith("17  FAILED_TO_EXPORT");
        assertThat(bridge.last("POST /change-orders/17/stop-trying").json())
                .hasToString("{\"reason\":\"tonight\"}");
    }

    @Test
    void moreThanTenAreTouchedOnlyAfterAQuestionWithTheirSum() {
        for (int id = 1; id <= 11; id++) {
            bridge.on("GET /change-orders/" + id, 200, cco("" + id, "ACCEPTED", 3));
            bridge.on("POST /change-orders/" + id + "/try-now", 200, cco("" + id, "ACCEPTED", 3));
        }
        String[] eleven = command(11, "dead-letters", "try-now");

        Result unattended = shell.run(eleven);
        assertThat(unattended.code()).isEqualTo(2);
        assertThat(unattended.err())
                .contains("Try 11 CCOs now, 137,500.00 USD? Say --yes (there is no terminal");
        shell.withPerson("n", "y");
        assertThat(shell.run(eleven).code()).isEqualTo(1);
        assertThat(bridge.calls()).noneMatch(call -> call.startsWith("POST"));
        assertThat(shell.asked).containsExactly("Try 11 CCOs now, 137,500.00 USD? [y/N] ");
        assertThat(shell.run(eleven).code()).isZero();
        assertThat(bridge.calls()).filteredOn(call -> call.startsWith("POST")).hasSize(11);
        assertThat(shell.run(with(eleven, "--yes")).code()).isZero();
        Result dry = shell.run("dead-letters", "try-now", "1", "--dry-run");
        assertThat(dry.out()).contains("1 CCO, 12,500.00 USD");
        assertThat(bridge.calls()).filteredOn(call -> call.startsWith("POST")).hasSize(22);
    }

    private static final String UNREADABLE =
            """
            {"id": "%s", "project_id": 101, "project_name": "Harbor Tower", "procore_id": null,
             "change_order_id": "17", "state": "NEEDS_ATTENTION", "total": "100.25",
             "group": "77aa00", "first_seen": "2026-11-20T17:03:11Z",
             "last_seen": "2026-11-20T17:03:11Z", "document": {"title": []}, "lines": [],
             "problems": [{"field": "title", "message": "Procore's field title is a list.",
              "fix": "Correct it."}, {"field": "id", "message": "No id.", "fix": "Tell."}]}""";

    @Test
    void unreadableDocumentsAreListedGroupedAndShown() {
        bridge.on("GET /unreadable", 200, page(UNREADABLE.formatted("4")));
        bridge.on("GET /unreadable/4", 200, UNREADABLE.formatted("4"));
        bridge.on(
                "GET /unreadable/groups",
                200,
                """
                [{"group": "77aa00", "fields": ["title"], "message": "Procore's field title is a list.",
                  "fix": "Correct it.", "count": 2, "first_seen": "2026-11-20T17:03:11Z",
                  "last_seen": "2026-11-20T17:03:11Z", "link": "/x"}]""");

        assertThat(shell.run("dead-letters", "unreadable", "list", "--project", "101").out())
                .contains("Procore's field title is a list. (and 1 more)")
                .contains("1 unreadable document");
        assertThat(shell.run("dead-letters", "unreadable", "groups").out())
                .contains("77aa00  Correct it.")
                .contains("1 group, 2 unreadable documents");
        assertThat(shell.run("dead-letters", "unreadable", "show", "4").out())
                .contains("project Harbor Tower, Procore without an id")
                .contains("  Problem    Procore's field title is a list. Correct it.")
                .contains("\"title\" : [ ]");
        assertThat(
                        shell.run("dead-letters", "unreadable", "list", "--json")
                                .json()
                                .path("total")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    void documentsAreReadAgainPieceByPiece() {
        bridge.on(
                        "GET /unreadable",
                        200,
                        page(UNREADABLE.formatted("4"), UNREADABLE.formatted("5")))
                .on(
                        "POST /unreadable/read-again",
                        200,
                        results(
                                "\"4\"",
                                "{\"id\": \"4\", \"outcome\": \"readable\", \"state\":"
                                        + " \"READY_TO_EXPORT\"}"))
                .on(
                        "POST /unreadable/read-again",
                        200,
                        results(
                                "null",
                                "{\"id\": \"5\", \"outcome\": \"failed\", \"message\":"
                                        + " \"It is gone.\"}"));

        Result result =
                shell.run(
                        "dead-letters",
                        "unreadable",
                        "read-again",
                        "--group",
                        "77aa00",
                        "--from",
                        "procore");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly("4  readable, READY_TO_EXPORT", "5  not read: It is gone.");
        assertThat(bridge.last("POST /unreadable/read-again").json())
                .hasToString("{\"group\":\"77aa00\",\"from\":\"procore\",\"after\":\"4\"}");
    }

    @Test
    void readingManyAgainIsAskedForWithTheirSum() {
        bridge.on(
                "GET /unreadable",
                200,
                page(
                        IntStream.rangeClosed(1, 11)
                                .mapToObj(id -> UNREADABLE.formatted(id))
                                .toArray(String[]::new)));
        Result result = shell.run("dead-letters", "unreadable", "read-again", "--all");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "Read 11 unreadable documents, $1,102.75 as far as it can be read again?");
        Result dry = shell.run("dead-letters", "unreadable", "read-again", "--all", "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(bridge.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void oneThatAPollHasReadMeanwhileIsSaidToBeUnreadableNoMore() {
        bridge.on(
                "POST /unreadable/read-again",
                200,
                "{\"total\": 0, \"results\": [], \"next\": null}");

        Result result = shell.run("dead-letters", "unreadable", "read-again", "3");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).startsWith("None of them is unreadable any more");
    }

    private static String results(String next, String result) {
        return "{\"total\": 1, \"results\": [%s], \"next\": %s}".formatted(result, next);
    }

    private static String[] command(int ids, String... words) {
        return Stream.concat(
                        Stream.of(words), IntStream.rangeClosed(1, ids).mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    private static String[] with(String[] command, String word) {
        return Stream.concat(Stream.of(command), Stream.of(word)).toArray(String[]::new);
    }
}
