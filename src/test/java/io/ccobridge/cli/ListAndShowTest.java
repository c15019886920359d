package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.CCO;
import static io.ccobridge.cli.Documents.cco;
import static io.ccobridge.cli.Documents.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import io.ccobridge.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListAndShowTest {

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
    void listsTheQueueInAlignedColumnsWithCountAndSum() {
        String small =
                cco("9", "SYNCED", 5)
                        .replace("12500.00", "-75.5")
                        .replace("Acme Concrete", "Bo & Søn");
        bridge.on("GET /change-orders", 200, page(CCO, small));

        Result result = shell.run("list");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualToNormalizingNewlines(
                        """
                        ID  State            Project       Commitment  CCO  Vendor         Title              Total  Created     Change request  Note
                        17  READY_TO_EXPORT  Harbor Tower  SC-001      002  Acme Concrete  Added footing  12,500.00  2026-11-20  S001-002
                         9  SYNCED           Harbor Tower  SC-001      002  Bo & Søn       Added footing     -75.50  2026-11-20  S001-002

                        2 CCOs, 12,424.50 USD
                        """);
        assertThat(bridge.requests().get(0).authorization()).isEqualTo("Bearer secret");
    }

    @Test
    void givesEveryFilterToTheBridge() {
        bridge.on("GET /change-orders", 200, page(CCO));

        shell.run(
                "list",
                "--view",
                "needs-attention",
                "--project",
                "101",
                "--vendor",
                "Acme & Co",
                "-q",
                "Grün",
                "--min-amount",
                "100",
                "--max-amount",
                "25000.50",
                "--min-age",
                "3d",
                "--waits-for",
                "vendor",
                "--sort",
                "-total",
                "--page",
                "2",
                "--per-page",
                "20");

        assertThat(bridge.calls())
                .containsExactly(
                        "GET /change-orders?view=needs-attention&project=101&vendor=Acme & Co"
                                + "&q=Grün&min_amount=100&max_amount=25000.50&min_age=3d&waits_for=vendor&sort=-total&page=2&per_page=20");
    }

    @Test
    void saysHowManyThereAreBesideThePageShown() {
        bridge.on("GET /change-orders", 200, page(240, false, "abc", CCO));
        bridge.on("GET /change-orders", 200, page(10_000, true, "abc", CCO));

        assertThat(shell.run("list").out()).contains("1 of 240 CCOs, page 1 of 5, 12,500.00 USD");
        assertThat(shell.run("list").out())
                .contains("1 of more than 10,000 CCOs, page 1 of more than 200, 12,500.00 USD");
    }

    @Test
    void addsUpEachCurrencyForItself() {
        bridge.on(
                "GET /change-orders",
                200,
                page(
                        CCO,
                        CCO.replace("USD", "CAD"),
                        CCO.replace("\"12500.00\"", "null").replace("\"USD\"", "null")));

        assertThat(shell.run("list").out())
                .contains("3 CCOs, 12,500.00 CAD + 12,500.00 USD" + System.lineSeparator());
    }

    @Test
    void notesWhatKeepsAChangeOrderFromMovingOn() {
        String problems =
                CCO.replace(
                        "\"problems\": []",
                        """
                        "problems": [{"requirement": "vendor-linked", "message": "Not linked.",
                         "fix": "Link it."}, {"requirement": "x", "message": "y", "fix": "z"}]""");
        String retried =
                CCO.replace(
                                "\"next_attempt_at\": null",
                                "\"next_attempt_at\": \"2026-11-20T17:30:00Z\"")
                        .replace("\"attempts\": 0", "\"attempts\": 2");
        bridge.on(
                "GET /change-orders",
                200,
                page(
                        problems,
                        retried,
                        CCO.replace("changed_since_sent\": false", "changed_since_sent\": true")));

        assertThat(shell.run("list").out())
                .contains("Not linked. (and 1 more)")
                .contains("attempt 3 at 2026-11-20 ")
                .contains("changed since it was sent");
    }

    @Test
    void printsJsonAsTheBridgeAnsweredIt() {
        bridge.on("GET /change-orders", 200, page(CCO));

        Result result = shell.run("list", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json().at("/items/0/total").asText()).isEqualTo("12500.00");
        assertThat(result.json().path("total_capped").isBoolean()).isTrue();
    }

    @Test
    void anEmptyListMatchesNothing() {
        bridge.on("GET /change-orders", 200, page());

        Result text = shell.run("list", "--view", "failed");
        Result json = shell.run("list", "--json");

        assertThat(text.code()).isEqualTo(3);
        assertThat(text.out().strip()).isEqualTo("No CCOs.");
        assertThat(shell.run("list", "--view", "synced").out()).contains("--view archived");
        assertThat(json.code()).isEqualTo(3);
        assertThat(json.json().path("items").size()).isZero();
    }

    @Test
    void textsFromProcoreHaveNoPowerOverTheTerminal() {
        String hostile =
                CCO.replace("Added footing", "a\\u001b[2Jb\\nc\\u202ed\\u009be\\u0007 👷🏽‍♀️");
        bridge.on("GET /change-orders", 200, page(hostile));

        String text = shell.run("list").out();
        String json = shell.run("list", "--json").out();

        assertThat(text).contains("a\\u001b[2Jb c\\u202ed\\u009be\\u...");
        assertThat(text + json).doesNotContain("\u001b", "\u202e", "\u009b", "\u0007");
        assertThat(Json.read(json).at("/items/0/title").asText())
                .isEqualTo("a\u001b[2Jb\nc\u202ed\u009be\u0007 👷🏽‍♀️");
    }

    @Test
    void cutsATextThatIsTooLongForItsColumn() {
        bridge.on("GET /change-orders", 200, page(CCO.replace("Added footing", "x".repeat(300))));

        assertThat(shell.run("list").out()).contains("  " + "x".repeat(29) + "...  ");
    }

    @Test
    void wideAndCombiningCharactersKeepTheColumnsAligned() {
        String wide = CCO.replace("Added footing", "東京");
        String combining = CCO.replace("Added footing", "Cafe\u0301");
        bridge.on("GET /change-orders", 200, page(wide, combining));

        assertThat(shell.run("list").out())
                .contains("東京   12,500.00")
                .contains("Cafe\u0301   12,500.00");
    }

    @Test
    void showsWhoHasAcceptedItAndWhatIsOpenToTheCaller() {
        bridge.on(
                "GET /change-orders/17",
                200,
                CCO.replaceFirst(
                        "\\{",
                        """
                        {"approvals": [{"by": "ann", "at": "2026-11-20T17:03:11Z",
                          "change_request_number": "LARGE-1", "accounting_date": "2026-11-30"}],
                         "approvals_needed": 2,
                         "moves": {
                          "accept": {"possible": true, "reason": null},
                          "send": {"possible": false, "reason": "2 requirements are not met.",
                           "problems": [{"requirement": "a", "message": "Too long.", "fix": "x"},
                            {"requirement": "b", "message": "Not linked.", "fix": "y"}]},
                          "done_by_hand": {"possible": false,
                           "reason": "It takes the role admin."}},"""));

        String shown = shell.run("show", "17").out();

        assertThat(shown)
                .containsPattern("Approvals +1 of 2")
                .containsPattern("ann +2026-11-20 .* +LARGE-1 +2026-11-30")
                .containsPattern("Move +Open to you +Why not")
                .containsPattern("accept +yes")
                .containsPattern("send +no +2 requirements are not met. Too long. Not linked.")
                .containsPattern("done-by-hand +no +It takes the role admin.");
    }

    @Test
    void showsOneChangeOrderWhole() {
        bridge.on(
                "GET /change-orders/17",
                200,
                CCO.replaceFirst(
                                "\\{",
                                "{\"lines\": [{\"id\": \"1\", \"wbs_code\": \"03-300.S\","
                                        + " \"description\": \"Concrete\", \"amount\": \"12500.00\"}],"
                                        + " \"links\": {\"job\": {\"code\": \"24-101\", \"source\":"
                                        + " \"rule\", \"name\": \"HARBOR\"}, \"vendor\": null},"
                                        + " \"before\": {\"title\": \"Footing\", \"lines\": []},"
                                        + " \"after\": {\"title\": \"Added footing\", \"lines\": [1]},")
                        .replace("\"changed_since_sent\": false", "\"changed_since_sent\": true")
                        .replace(
                                "\"attempts\": 0",
                                "\"attempts\": [{\"number\": 1, \"at\": \"2026-11-20T17:04:00Z\","
                                        + " \"duration_ms\": 120, \"outcome\": \"business\"}]")
                        .replace(
                                "\"problems\": []",
                                "\"problems\": [{\"message\": \"No phase.\", \"fix\": \"Add"
                                        + " it.\"}]"));

        Result result = shell.run("show", "17");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("READY_TO_EXPORT  SC-001 / 002 Added footing, 12,500.00 USD")
                .containsPattern("Project +Harbor Tower  24-101")
                .containsPattern("Problem +No phase. Add it.")
                .contains("title: \"Footing\" was sent, now it is \"Added footing\"")
                .containsPattern("Changed +the lines")
                .containsPattern("03-300.S +12,500.00  Concrete")
                .containsPattern("job +24-101 +rule +HARBOR")
                .containsPattern(" 1 +2026-11-2. ..:..:.. [+-]..:.. +120 +business");
        assertThat(shell.run("show", "17", "--json").json().path("id").asText()).isEqualTo("17");
    }

    @Test
    void showsWhatItWaitsForHowItsLinesAreCountedAndAnotherCompany() {
        bridge.on(
                "GET /change-orders/17",
                200,
                CCO.replaceFirst(
                                "\\{",
                                "{\"lines\": [{\"id\": \"1\", \"wbs_code\": \"03-300.M\","
                                        + " \"description\": \"Mix\", \"amount\": \"1000.00\","
                                        + " \"quantity\": \"12.5\", \"unit_cost\": \"80.00\","
                                        + " \"uom\": \"CY\"}],"
                                        + " \"waits_for\": [{\"kind\": \"phase\", \"name\": \"Cost code"
                                        + " 03-300.M\", \"code\": \"03300.M\","
                                        + " \"since\": \"2026-11-20T17:04:00Z\", \"message\": \"No.\"}],"
                                        + " \"before\": {\"vendor\": \"Acme\", \"lines\": []},"
                                        + " \"after\": {\"vendor\": \"Beta\", \"lines\": []},")
                        .replace("\"changed_since_sent\": false", "\"changed_since_sent\": true"));

        Result result = shell.run("show", "17");

        assertThat(result.out())
                .containsPattern("phase +Cost code 03-300.M +03300.M +2026-11-2")
                .containsPattern("03-300.M +12.5 +CY +80.00 +1,000.00 +Mix")
                .contains("vendor: \"Acme\" was sent, now it is \"Beta\"");
    }

    @Test
    void showsTheHistoryOldestFirst() {
        bridge.on(
                "GET /change-orders/17/history",
                200,
                """
                {"items": [
                  {"at": "2026-11-20T17:03:11Z", "by": "system", "from": "NEEDS_ATTENTION",
                   "to": "READY_TO_EXPORT", "reason": null, "detail": {"total": "1.00"}},
                  {"at": "2026-11-20T18:03:11Z", "by": "anna", "from": "READY_TO_EXPORT",
                   "to": "REJECTED", "reason": "wrong", "detail": null}]}""");

        Result result = shell.run("history", "17");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsSubsequence("system", "NEEDS_ATTENTION", "anna", "REJECTED", "wrong");
        assertThat(shell.run("history", "17", "--json").json().path("items").size()).isEqualTo(2);
    }

    @Test
    void previewsTheCallsWithTheirWarnings() {
        bridge.on(
                "GET /change-orders/17/preview",
                200,
                """
                {"change_request_number": "S001-002", "calls": [{"phase": "03300",
                 "cost_type": "S", "amount": "12500.00", "request": "<a>\\n  <b/>\\n</a>"}],
                 "warnings": [{"element": "Sub_Comments", "message": "will be cut"}],
                 "problems": [{"message": "No vendor.", "fix": "Link it."}]}""");

        Result result = shell.run("preview", "17");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Change request S001-002")
                .contains("Problem: No vendor. Link it.")
                .contains("Warning: Sub_Comments: will be cut")
                .containsPattern("03300 +S +12,500.00")
                .contains("<a>\n  <b/>\n</a>");
        assertThat(shell.run("preview", "17", "--json").json().path("calls").size()).isOne();
    }

    @Test
    void previewsTheChecksAndWhatTheCommitmentComesTo() {
        bridge.on(
                "GET /change-orders/17/preview",
                200,
                """
                {"change_request_number": "S001-002", "stage": "proposed", "calls": [],
                 "warnings": [], "problems": [],
                 "phases": [{"phase": "03300", "cost_type": "S", "description": "Concrete",
                  "amount": "2500.00", "sent_before": "10000.00", "after": "12500.00"}],
                 "commitment": {"commitment_id": 55, "number": "SC-001", "sent_before": "10000.00",
                  "amount": "2600.00", "after": "12600.00", "unplaced": "100.00"},
                 "checks": [
                  {"check": "project-synced", "passed": true, "blocking": true,
                   "message": "Job 24-101 is active.", "fix": null},
                  {"check": "vendor-linked", "passed": false, "blocking": true,
                   "message": "Not linked.", "fix": "Link it."},
                  {"check": "status-code", "passed": false, "blocking": false,
                   "message": "Empty.", "fix": "Set it."}]}""");

        Result result =
                shell.run(
                        "preview",
                        "17",
                        "--change-request-number",
                        "S1",
                        "--accounting-date",
                        "2026-11-30");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("project-synced +passed +Job 24-101 is active.")
                .containsPattern("vendor-linked +NOT PASSED +Not linked. Link it.")
                .containsPattern("status-code +warning +Empty. Set it.")
                .contains("Commitment SC-001")
                .containsPattern("03300 +S +Concrete +10,000.00 +2,500.00 +12,500.00")
                .contains("In all: 10,000.00 sent before, 2,600.00 with this one, 12,600.00 after.")
                .contains("100.00 of it leads to no phase yet.");
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /change-orders/17/preview?change_request_number=S1&accounting_date=2026-11-30");
    }

    @Test
    void anUnknownIdMatchesNothing() {
        for (String command : new String[] {"show", "history", "preview"}) {
            Result result = shell.run(command, "99");

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("Not Found: There is no such thing.");
        }
    }

    @Test
    void showsHowTheBridgeIsDoing() {
        bridge.on(
                "GET /status",
                200,
                """
                {"change_orders": {"READY_TO_EXPORT": {"count": 3, "total": "1234567.00"},
                  "SYNCED": {"count": 12, "total": "1005.50",
                   "totals": {"USD": "1000.00", "CAD": "5.50"}}},
                 "last_poll": {"id": "5", "state": "done", "started_at": "2026-11-20T17:00:00Z",
                  "new": 2, "changed": 1, "errors": [
                    {"project_id": null, "message": "Procore did not answer: 403"}]},
                 "next_poll_at": null, "lag_seconds": 0,
                 "archived": {"count": 1200, "total": "98765432.10"},
                 "exports": {"state": "circuit-open", "summary": "Spectrum refuses us since 12:00."},
                 "spectrum": {"circuit": {"state": "open", "since": "2026-11-20T17:00:00Z",
                  "reason": "E: not authorised.", "next_probe_at": null}},
                 "procore": {"rate_limit": {"limit": 3600, "remaining": 3500,
                  "resets_at": "2026-11-20T18:00:00Z"}}, "mail": "off", "version": "0.1.0"}""");

        Result result = shell.run("status");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("READY_TO_EXPORT +3 +1,234,567.00")
                .containsPattern("SYNCED +12 +1,000.00 USD [+] 5.50 CAD")
                .contains("no exports (circuit open since 2026-11-20")
                .contains("E: not authorised; next probe none")
                .contains("1 changed, 1 error: Procore did not answer: 403")
                .contains("3500 of 3600 calls left until")
                .containsPattern("Exports +Spectrum refuses us since 12:00.")
                .containsPattern(
                        "Archive +1,200 CCOs, 98,765,432.10 .cco-bridge list --view archived.")
                .containsPattern("Version +0.1.0");
        assertThat(shell.run("status", "--json").json().path("version").asText())
                .isEqualTo("0.1.0");
    }
}
