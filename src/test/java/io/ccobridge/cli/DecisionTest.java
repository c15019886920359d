package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.CCO;
import static io.ccobridge.cli.Documents.cco;
import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
        bridge.on("GET /change-orders/17", 200, CCO);
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "retrieve", "send"})
    void readsTheVersionFirstAndMovesTheChangeOrderInIt(String command) {
        bridge.on("POST /change-orders/17/" + command, 200, cco("17", "ACCEPTED", 4));

        Result result = shell.run(command, "17");

        assertThat(result.code()).isZero();
        assertThat(result.out().strip())
                .isEqualTo("17  ACCEPTED  SC-001 / 002 Added footing, 12,500.00 USD");
        assertThat(bridge.calls())
                .containsExactly("GET /change-orders/17", "POST /change-orders/17/" + command);
        assertThat(bridge.requests().get(1).json()).hasToString("{\"version\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "unlink"})
    void givesTheReasonWithTheVersion(String command) {
        bridge.on("POST /change-orders/17/" + command, 200, cco("17", "REJECTED", 4));

        Result result = shell.run(command, "17", "--reason", "Größe falsch");

        assertThat(result.code()).isZero();
        assertThat(bridge.requests().get(1).json())
                .hasToString("{\"version\":3,\"reason\":\"Größe falsch\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "reject 17, Missing required option: '--reason=TEXT'",
        "unlink 17, Missing required option: '--reason=TEXT'",
        "accept, Missing required parameter: 'ID'",
        "accept abc, '\"abc\" is not an id; ids are the numbers that the lists show'",
        "accept 17/../18, is not an id",
        "accept 17 --accounting-date 11/30/2026, Invalid value for option '--accounting-date'",
        "accept 17 18 --change-request-number S1, are for one CCO",
        "accept 17 18 --number S1, are for one CCO",
        "undo, Missing required parameter: 'ID'",
        "accept 17 --nonsense, Unknown option: '--nonsense'"
    })
    void wrongArgumentsAreNamedAndNothingIsCalled(String line, String message) {
        Result result = shell.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message).contains("Usage: cco-");
        assertThat(result.out()).isEmpty();
        assertThat(bridge.calls()).isEmpty();
    }

    @Test
    void aBlankReasonIsNone() {
        Result result = shell.run("reject", "17", "--reason", "  ");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'--reason'").contains("it must say something");
    }

    @Test
    void givesWhatTheApproverChose() {
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));

        shell.run(
                "accept",
                "17",
                "--change-request-number",
                "S1",
                "--description",
                "Footing",
                "--accounting-date",
                "2026-11-30");

        assertThat(bridge.last("POST /change-orders/17/accept").json())
                .hasToString(
                        "{\"version\":3,\"change_request_number\":\"S1\","
                                + "\"description\":\"Footing\",\"accounting_date\":\"2026-11-30\"}");
    }

    @Test
    void theShorterNamesOfWhatTheApproverChoseDoTheSame() {
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));

        shell.run("accept", "17", "--number", "S1", "--date", "2026-11-30");

        assertThat(bridge.last("POST /change-orders/17/accept").json())
                .hasToString(
                        "{\"version\":3,\"change_request_number\":\"S1\","
                                + "\"accounting_date\":\"2026-11-30\"}");
    }

    @Test
    void saysThatASecondPersonHasToAcceptItToo() {
        bridge.on(
                "POST /change-orders/17/accept",
                200,
                cco("17", "READY_TO_EXPORT", 4)
                        .replaceFirst(
                                "\\{",
                                "{\"approvals\": [{\"by\": \"ann\", \"at\": \"2026-11-20T17:03:11Z\"}],"
                                        + " \"approvals_needed\": 2,"));

        assertThat(shell.run("accept", "17").out().strip())
                .isEqualTo(
                        "17  READY_TO_EXPORT  SC-001 / 002 Added footing, 12,500.00 USD, accepted by"
                                + " ann, waits for a second person");
    }

    @Test
    void undoesWithOrWithoutAReason() {
        bridge.on("GET /change-orders/17", 200, cco("17", "ACCEPTED", 4));
        bridge.on("POST /change-orders/17/undo", 200, cco("17", "READY_TO_EXPORT", 5));

        assertThat(shell.run("undo", "17").code()).isZero();
        assertThat(bridge.last("POST /change-orders/17/undo").json())
                .hasToString("{\"version\":3}");
        shell.run("undo", "17", "--reason", "Wrong day");
        assertThat(bridge.last("POST /change-orders/17/undo").json())
                .hasToString("{\"version\":4,\"reason\":\"Wrong day\"}");
    }

    @ParameterizedTest
    @CsvSource({"y, true", "Yes, true", "n, false", "'', false"})
    void asksAPersonWhetherItIsDeletedInSpectrum(String answer, boolean deleted) {
        bridge.on("GET /change-orders/18", 200, cco("18", "SYNCED", 5));
        bridge.on("POST /change-orders/18/unlink", 200, cco("18", "UNLINKED", 6));
        shell.withPerson(answer);

        shell.run("unlink", "18", "--reason", "twice");

        assertThat(shell.asked)
                .containsExactly(
                        "Was change request S001-002 (SC-001 / 002 Added footing) deleted in"
                                + " Spectrum? [y/N] ");
        assertThat(bridge.last("POST /change-orders/18/unlink").json())
                .hasToString(
                        "{\"version\":5,\"reason\":\"twice\",\"deleted_in_spectrum\":"
                                + deleted
                                + "}");
    }

    @Test
    void theConfirmationThatItIsDeletedMayBeGivenBeforehand() {
        bridge.on("GET /change-orders/18", 200, cco("18", "SYNCED", 5));
        bridge.on("POST /change-orders/18/unlink", 200, cco("18", "UNLINKED", 6));
        shell.withPerson();

        shell.run("unlink", "18", "--reason", "twice", "--deleted-in-spectrum");

        assertThat(shell.asked).isEmpty();
        assertThat(bridge.last("POST /change-orders/18/unlink").json().path("deleted_in_spectrum"))
                .hasToString("true");
    }

    @Test
    void eachIsOnItsOwnAndNoneHidesAnother() {
        bridge.on("GET /change-orders/18", 200, cco("18", "READY_TO_EXPORT", 1));
        bridge.on("GET /change-orders/19", 200, cco("19", "READY_TO_EXPORT", 1));
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));
        bridge.on(
                "POST /change-orders/18/accept", 409, problem(409, "Conflict", "It was rejected."));
        bridge.on("POST /change-orders/19/accept", 200, cco("19", "ACCEPTED", 2));

        Result result = shell.run("accept", "17", "18", "99", "19", "17");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "17  ACCEPTED  SC-001 / 002 Added footing, 12,500.00 USD",
                        "18  not done: Conflict: It was rejected.",
                        "99  not done: Not Found: There is no such thing.",
                        "19  ACCEPTED  SC-001 / 002 Added footing, 12,500.00 USD");
    }

    @Test
    void onlyIdsThatDoNotExistAreNothingMatched() {
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));

        assertThat(shell.run("accept", "17", "99").code()).isEqualTo(1);
        assertThat(shell.run("accept", "98", "99").code()).isEqualTo(3);
    }

    @Test
    void printsJsonOfEveryResult() {
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));

        Result result = shell.run("accept", "17", "99", "--json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().at("/results/0/status").asInt()).isEqualTo(200);
        assertThat(result.json().at("/results/0/answer/state").asText()).isEqualTo("ACCEPTED");
        assertThat(result.json().at("/results/1/id").asText()).isEqualTo("99");
        assertThat(result.json().at("/results/1/problem/title").asText()).isEqualTo("Not Found");
    }

    @Test
    void everyUnmetRequirementIsToldWithItsFix() {
        bridge.on(
                "POST /change-orders/17/send",
                422,
                """
                {"title": "Unprocessable Content", "status": 422,
                 "detail": "2 requirements are not met.", "problems": [
                  {"requirement": "vendor-linked", "message": "Acme is not linked.",
                   "fix": "Link it."},
                  {"requirement": "title-length", "message": "Too long.", "fix": "Shorten it."}]}""");

        Result result = shell.run("send", "17");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().strip())
                .isEqualTo(
                        "17  not done: Unprocessable Content: 2 requirements are not met."
                                + " | Acme is not linked. Link it. | Too long. Shorten it.");
    }

    @Test
    void withoutATokenNothingFurtherIsTried() {
        bridge.on("GET /change-orders/18", 401, problem(401, "Unauthorized", "Who is calling?"));

        Result result = shell.run("accept", "18", "17");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("The bridge does not take this token");
        assertThat(bridge.calls()).containsExactly("GET /change-orders/18");
    }

    @Test
    void whatWasDoneBeforeTheBridgeWentAwayIsSaid() {
        bridge.on("POST /change-orders/17/accept", 200, cco("17", "ACCEPTED", 4));
        bridge.on("GET /change-orders/18", 502, "text/html", "<html>Bad gateway</html>");

        Result text = shell.run("accept", "17", "18");
        Result json = shell.run("accept", "17", "18", "--json");

        assertThat(text.code()).isEqualTo(4);
        assertThat(text.out()).contains("17  ACCEPTED");
        assertThat(text.err()).contains("what answers there is not CCO Bridge (HTTP 502)");
        assertThat(json.code()).isEqualTo(4);
        assertThat(json.json().path("results").size()).isOne();
    }
}
