package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.cli.Shell.Result;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, tokens and delegations as an admin has them on the command line. */
class PeopleTest {

    private static final String ANNA =
            """
            {"name": "anna", "role": "approver", "email": "anna@example.com", "digest": false,
             "accept_limit": "10000.00", "accept_projects": [101, 102], "created_by": "admin",
             "created_at": "2026-11-20T17:03:11Z"}""";
    private static final String DELEGATION =
            """
            {"id": "3", "approver": "bert", "delegate": "anna", "until": "2099-12-24T17:00:00Z",
             "reason": "On leave", "created_by": "bert", "created_at": "2026-11-20T17:03:11Z",
             "in_force": true, "ended_at": null, "ended_by": null}""";

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

    // ---- Users

    @Test
    void addsAUserWithMailAndLimits() {
        bridge.on("POST /users", 201, ANNA);

        Result result =
                shell.withPiped("correct horse")
                        .run(
                                words(
                                        "user add anna --role approver --email anna@example.com"
                                                + " --no-digest --accept-limit 10000"
                                                + " --accept-projects 101,102 --password-stdin"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(bridge.requests().get(0).json())
                .isEqualTo(
                        Json.read(
                                """
                                {"name": "anna", "role": "approver", "email": "anna@example.com",
                                 "digest": false, "accept_limit": "10000",
                                 "accept_projects": [101, 102], "password": "correct horse"}"""));
    }

    @Test
    void listsUsersWithWhatTheyMayAccept() {
        bridge.on("GET /users", 200, "{\"items\": [" + ANNA + "]}");

        Result result = shell.run("user", "list");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("anna +approver +anna@example.com +no +2026-11-2")
                .contains("up to 10,000.00, projects 101 102")
                .contains("1 user");
        assertThat(shell.run("user", "list", "--json").json().at("/items/0/email").asText())
                .isEqualTo("anna@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--role viewer | {\"role\": \"viewer\"}",
                "--email a@example.com | {\"email\": \"a@example.com\"}",
                "--no-email | {\"email\": null}",
                "--digest | {\"digest\": true}",
                "--no-digest | {\"digest\": false}",
                "--accept-limit 5.50 | {\"accept_limit\": \"5.50\"}",
                "--no-accept-limit | {\"accept_limit\": null}",
                "--accept-projects 7,8 | {\"accept_projects\": [7, 8]}",
                "--all-projects --no-accept-limit | {\"accept_limit\": null, \"accept_projects\": null}",
                "--password-stdin | {\"password\": \"correct horse\"}"
            })
    void changesWhatIsNamedAndNothingElse(String options, String body) {
        bridge.on("PATCH /users/anna", 200, ANNA);

        Result result =
                shell.withPiped("correct horse\n").run(words("user change anna " + options));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo("User anna changed.");
        assertThat(bridge.requests().get(0).json()).isEqualTo(Json.read(body));
    }

    @Test
    void aPersonIsAskedForAnotherPassword() {
        bridge.on("PATCH /users/anna", 200, ANNA);

        Result result =
                shell.withPerson("new password", "new password")
                        .run("user", "change", "anna", "--password", "--json");

        assertThat(result.json().path("name").asText()).isEqualTo("anna");
        assertThat(bridge.requests().get(0).json().path("password").asText())
                .isEqualTo("new password");
    }

    @Test
    void deletesAUserUnlessItIsTheLastAdmin() {
        bridge.on("DELETE /users/anna", 204, "")
                .on("DELETE /users/ada", 409, problem(409, "Conflict", "ada is the last user."));

        assertThat(shell.run("user", "delete", "anna").out().strip())
                .isEqualTo("User anna deleted.");
        assertThat(shell.run("user", "delete", "anna", "--json").json())
                .hasToString("{\"deleted\":\"anna\"}");
        Result last = shell.run("user", "delete", "ada");
        assertThat(last.code()).isEqualTo(1);
        assertThat(last.err()).contains("ada is the last user.");
        assertThat(shell.run("user", "delete", "nobody").code()).isEqualTo(3);
    }

    // ---- Tokens

    @Test
    void aTokenIsGoodForASpanOrUntilATime() {
        bridge.on(
                "POST /tokens", 201, "{\"name\": \"n\", \"role\": \"viewer\", \"token\": \"abc\"}");

        shell.run(words("token create n --role viewer --expires 90d"));
        shell.run(words("token create n --role viewer --expires 2099-12-24"));
        shell.run(words("token create n --role approver --accept-limit 7 --accept-projects 5"));

        assertThat(bridge.requests().get(0).json().path("expires_in").asText()).isEqualTo("90d");
        assertThat(instant(bridge.requests().get(1).json().path("expires_at")))
                .isEqualTo(
                        LocalDate.of(2099, 12, 25)
                                .atStartOfDay(ZoneId.systemDefault())
                                .toInstant());
        assertThat(bridge.requests().get(2).json())
                .isEqualTo(
                        Json.read(
                                """
                                {"name": "n", "role": "approver", "accept_limit": "7",
                                 "accept_projects": [5]}"""));
    }

    @Test
    void theListSaysWhichTokenIsOverAndWhichIsUsed() {
        bridge.on(
                "GET /tokens",
                200,
                """
                {"items": [
                 {"name": "old", "role": "viewer", "created_by": "admin",
                  "created_at": "2016-11-20T17:03:11Z", "expires_at": "2017-01-01T00:00:00Z",
                  "last_used_at": "2016-12-31T12:00:00Z", "accept_limit": null,
                  "accept_projects": null},
                 {"name": "new", "role": "approver", "created_by": "admin",
                  "created_at": "2026-11-20T17:03:11Z", "expires_at": "2099-06-15T12:00:00Z",
                  "last_used_at": null, "accept_limit": "5.00", "accept_projects": [7]}]}""");

        Result result = shell.run("token", "list");

        assertThat(result.out())
                .containsPattern("old .* 201[67]-.* expired +201[67]-")
                .containsPattern("new .*2099-06-15 .* good +up to 5.00, project 7")
                .contains("2 tokens");
    }

    // ---- Delegations

    @Test
    void delegatesUntilTheEndOfADay() {
        bridge.on("POST /delegations", 201, DELEGATION);

        Result result =
                shell.run(
                        "delegate",
                        "add",
                        "anna",
                        "--for",
                        "bert",
                        "--until",
                        "2099-12-23",
                        "--reason",
                        "On leave");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("anna acts for bert until 2099-12-2").contains("3");
        JsonNode sent = bridge.requests().get(0).json();
        assertThat(sent.path("approver").asText()).isEqualTo("bert");
        assertThat(instant(sent.path("until")))
                .isEqualTo(
                        LocalDate.of(2099, 12, 24)
                                .atStartOfDay(ZoneId.systemDefault())
                                .toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "2099-12-24T17:00:00Z, 2099-12-24T17:00:00Z",
        "2099-12-24T17:00:00+01:00, 2099-12-24T16:00:00Z",
        "2099-12-24T17:00Z, 2099-12-24T17:00:00Z"
    })
    void aTimeWithItsOffsetIsTakenAsItIs(String until, Instant moment) {
        bridge.on("POST /delegations", 201, DELEGATION);

        shell.run(words("delegate add anna --for bert --reason leave --until " + until));

        JsonNode sent = bridge.requests().get(0).json();
        assertThat(instant(sent.path("until"))).isEqualTo(moment);
    }

    @Test
    void aSpanCountsFromNowAndATimeWithoutOffsetIsThisMachines() {
        bridge.on("POST /delegations", 201, DELEGATION);

        shell.run(words("delegate add anna --for bert --reason leave --until 14d --json"));
        shell.run(words("delegate add anna --for bert --reason leave --until 2099-12-24T17:00"));

        assertThat(
                        Duration.between(
                                Instant.now(),
                                instant(bridge.requests().get(0).json().path("until"))))
                .isBetween(Duration.ofDays(13), Duration.ofDays(15));
        assertThat(instant(bridge.requests().get(1).json().path("until")))
                .isEqualTo(
                        LocalDate.of(2099, 12, 24)
                                .atTime(17, 0)
                                .atZone(ZoneId.systemDefault())
                                .toInstant());
    }

    @Test
    void listsWhoActsForWhom() {
        bridge.on(
                "GET /delegations",
                200,
                "{\"items\": ["
                        + DELEGATION
                        + ","
                        + DELEGATION
                                .replace("\"in_force\": true", "\"in_force\": false")
                                .replace("\"ended_by\": null", "\"ended_by\": \"ada\"")
                        + "]}");

        Result result = shell.run("delegate", "list", "--all");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("3 +bert +anna +2099-12-2.* +in force +bert +On leave")
                .contains("ended by ada", "2 delegations");
        assertThat(bridge.calls()).containsExactly("GET /delegations?view=all");
    }

    @Test
    void nobodyWhoActsForAnybodyIsNothingMatched() {
        bridge.on("GET /delegations", 200, "{\"items\": []}");

        Result result = shell.run("delegate", "list");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out().strip()).isEqualTo("Nobody acts for anybody.");
    }

    @Test
    void endsADelegation() {
        bridge.on("DELETE /delegations/3", 204, "");

        assertThat(shell.run("delegate", "remove", "3").out().strip())
                .isEqualTo("Delegation 3 ended.");
        assertThat(shell.run("delegate", "remove", "3", "--json").json())
                .hasToString("{\"removed\":\"3\"}");
        assertThat(shell.run("delegate", "remove", "4").code()).isEqualTo(3);
    }

    // ---- Who am I

    @Test
    void saysAsWhomOneCallsAndWhatThatAllows() {
        bridge.on(
                "GET /me",
                200,
                """
                {"name": "anna", "kind": "user", "roles": ["approver"],
                 "email": "anna@example.com", "digest": true, "accept_limit": "100.00",
                 "accept_projects": null,
                 "acts_for": [{"approver": "bert", "until": "2099-12-24T17:00:00Z",
                               "accept_limit": null, "accept_projects": [7]}],
                 "delegations": [%s, %s],
                 "permissions": [
                   {"operation": "getStatus", "call": "GET /status",
                    "summary": "Show how the bridge is doing", "by_delegation": false},
                   {"operation": "acceptChangeOrder", "call": "POST /change-orders/{id}/accept",
                    "summary": "Accept a change order for export", "by_delegation": true}]}"""
                        .formatted(
                                DELEGATION,
                                DELEGATION
                                        .replace("\"anna\"", "\"carl\"")
                                        .replace("\"bert\"", "\"anna\"")));

        Result result = shell.run("whoami");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines().toList())
                .startsWith(
                        "anna (user): approver",
                        "E-mail: anna@example.com, with the daily digest",
                        "May accept up to 100.00.")
                .contains(
                        "  Show how the bridge is doing",
                        "  Accept a change order for export (by delegation)");
        assertThat(result.out())
                .containsPattern("Acts for bert until 2099-12-2.*, and may accept project 7\\.")
                .containsPattern("carl acts for you until 2099-12-2")
                .doesNotContain("anna acts for you");
        assertThat(shell.run("whoami", "--json").json().path("name").asText()).isEqualTo("anna");
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    private static Instant instant(JsonNode moment) {
        return OffsetDateTime.parse(moment.asText()).toInstant();
    }
}
