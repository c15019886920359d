package io.ccobridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cco-bridge reconcile}: a table for a controller, an exit code for a script. */
class ReconcileTest {

    private static final String DIFFERENT =
            """
            {"project_id": 101, "project_name": "Harbor Tower", "job_number": "24-101",
             "commitment_id": 55, "commitment_number": "SC-001", "vendor": "Acme Concrete",
             "vendor_code": "ACME", "procore": {"count": 3, "total": "12500.00"},
             "spectrum": {"count": 1, "total": "10000.00"}, "difference": "2500.00",
             "may_hold": "0.00", "matched": false, "reasons": [
              {"reason": "waiting", "count": 1, "amount": "3000.00", "change_orders": [
               {"id": "17", "number": "002", "title": "Added footing",
                "change_request_number": null, "procore_amount": "3000.00",
                "synced_amount": "0.00", "may_hold": "0.00", "amount": "3000.00",
                "state": "NEEDS_ATTENTION", "requirements": ["vendor-linked"],
                "why": "Acme is not linked."}]},
              {"reason": "changed-after-sync", "count": 1, "amount": "-500.00", "change_orders": [
               {"id": "18", "number": "003", "title": "Less rebar",
                "change_request_number": "S001-003", "procore_amount": "9500.00",
                "synced_amount": "10000.00", "may_hold": "0.00", "amount": "-500.00",
                "state": "SYNCED", "requirements": [],
                "why": "Spectrum was told 10000.00; Procore says 9500.00 now."}]}]}""";

    private ServerOfAnswers bridge;
    private Shell shell;
    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void saysThatAllIsAcrossAndExitsWithZero() {
        bridge.on("GET /reconciliation", 200, answer(true, true, null));

        Result result = shell.run("reconcile");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("All is across: 12 commitments, no difference.");
        assertThat(bridge.calls())
                .containsExactly("GET /reconciliation?view=differences&per_page=200");
    }

    @Test
    void namesEveryDifferenceWithItsReasonAndExitsWithOne() {
        bridge.on("GET /reconciliation", 200, answer(false, true, null, DIFFERENT));

        Result result = shell.run("reconcile", "--project", "101", "--as-of", "2026-11-30");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern(
                        "Harbor Tower +SC-001 +Acme Concrete +3 +12,500.00 +1 +10,000.00 +2,500.00")
                .contains("Harbor Tower, SC-001: difference 2,500.00")
                .containsPattern(
                        "waiting +17 +002 +Added footing +3,000.00 +0.00 +3,000.00 +Acme is not linked")
                .containsPattern("changed-after-sync +18 .* -500.00 +Spectrum was told")
                .contains("Difference  2,500.00")
                .contains("Not all is across: 1 of 12 commitments differs.");
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /reconciliation?project=101&as_of=2026-11-30&view=differences&per_page=200");
    }

    @Test
    void whatIsNotKnownIsNotedAndCountsOnlyWhenAskedTo() {
        bridge.on("GET /reconciliation", 200, answer(true, false, null));

        assertThat(shell.run("reconcile").code()).isZero();
        Result strict = shell.run("reconcile", "--strict");

        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.out())
                .contains("Note: Procore has not been read yet.")
                .contains("Not everything is known for certain, see the notes.");
    }

    @Test
    void allPagesAreOneAnswer() {
        bridge.on("GET /reconciliation", 200, answer(false, true, "abc", DIFFERENT));
        bridge.on("GET /reconciliation", 200, answer(false, true, null, DIFFERENT));

        Result result = shell.run("reconcile", "--all", "--json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().path("items")).hasSize(2);
        assertThat(result.json().path("matched").asBoolean()).isFalse();
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /reconciliation?per_page=200",
                        "GET /reconciliation?per_page=200&after=abc");
    }

    @Test
    void theFileIsOfTheSameMoment() throws IOException {
        bridge.on("GET /reconciliation", 200, answer(false, true, null, DIFFERENT));
        bridge.on("GET /reconciliation.csv", 200, "text/csv", "line\r\ncommitment\r\n");
        Path file = folder.resolve("november.csv");

        Result result = shell.run("reconcile", "--csv", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("Written to " + file);
        assertThat(Files.readString(file)).isEqualTo("line\r\ncommitment\r\n");
        assertThat(bridge.calls().get(1))
                .isEqualTo("GET /reconciliation.csv?as_of=2026-12-01T04:59:59.999999Z");
        assertThat(shell.run("reconcile", "--csv", folder + "/none/x.csv").code()).isEqualTo(2);
    }

    @Test
    void refusalsHaveTheirExitCodes() {
        bridge.on(
                "GET /reconciliation",
                400,
                Documents.problem(400, "Bad Request", "as_of has not come yet."));
        bridge.on("GET /reconciliation", 404, Documents.problem(404, "Not Found", "No project."));
        assertThat(shell.run("reconcile", "--as-of", "2999-01-01").code()).isEqualTo(2);
        assertThat(shell.run("reconcile", "--project", "9").code()).isEqualTo(3);
        assertThat(new Shell("http://127.0.0.1:1").run("reconcile").code()).isEqualTo(4);
        assertThat(shell.runBare("reconcile", "--help").out())
                .contains("0 all is across, 1 there are differences");
    }

    private static String answer(boolean matched, boolean complete, String next, String... items) {
        return """
                {"as_of": "2026-12-01T04:59:59.999999Z", "complete": %s, "notes": %s,
                 "procore_read_at": "2026-12-01T04:55:00Z", "matched": %s,
                 "totals": {"commitments": 12, "differing": %d,
                  "procore": {"count": 3, "total": "12500.00"},
                  "spectrum": {"count": 1, "total": "10000.00"},
                  "difference": "2500.00", "may_hold": "0.00",
                  "reasons": [{"reason": "waiting", "count": 1, "amount": "2500.00"}]},
                 "items": [%s], "page": 1, "per_page": 200, "total": 1, "total_capped": false,
                 "next": %s}"""
                .formatted(
                        complete,
                        complete ? "[]" : "[\"Procore has not been read yet.\"]",
                        matched,
                        matched ? 0 : 1,
                        String.join(",", items),
                        next == null ? "null" : '"' + next + '"');
    }
}
