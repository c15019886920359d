package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import io.ccobridge.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final String ANNA =
            """
            {"name": "anna", "role": "approver", "created_by": "admin",
             "created_at": "2026-11-20T17:03:11Z"}""";

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
    void aNewTokenIsAloneOnStandardOutput() {
        bridge.on(
                "POST /tokens",
                201,
                "{\"name\": \"nightly\", \"role\": \"viewer\", \"token\": \"abc\"}");

        Result text = shell.run("token", "create", "nightly", "--role", "viewer");
        Result json = shell.run("token", "create", "nightly", "--role", "viewer", "--json");

        assertThat(text.code()).isZero();
        assertThat(text.out().strip()).isEqualTo("abc");
        assertThat(text.err()).contains("This is the only time the token of nightly (viewer)");
        assertThat(json.json())
                .hasToString("{\"name\":\"nightly\",\"role\":\"viewer\",\"token\":\"abc\"}");
        assertThat(bridge.requests().get(0).json())
                .isEqualTo(Json.read("{\"name\":\"nightly\",\"role\":\"viewer\"}"));
    }

    @Test
    void aTakenNameIsAFailure() {
        bridge.on("POST /tokens", 409, problem(409, "Conflict", "There is a token nightly."));

        Result result = shell.run("token", "create", "nightly", "--role", "viewer");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Conflict: There is a token nightly.");
    }

    @Test
    void listsTokensWithoutTheirSecrets() {
        bridge.on("GET /tokens", 200, "{\"items\": [" + ANNA + "]}");

        Result result = shell.run("token", "list");

        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("anna +approver +2026-11-2").contains("1 token");
        assertThat(shell.run("token", "list", "--json").json().path("items").size()).isOne();
    }

    @Test
    void noTokensAreNothingMatched() {
        bridge.on("GET /tokens", 200, "{\"items\": []}");

        assertThat(shell.run("token", "list").code()).isEqualTo(3);
    }

    @Test
    void deletesATokenAndAnUnknownOneIsNothingMatched() {
        bridge.on("DELETE /tokens/nightly", 204, "");

        Result result = shell.run("token", "delete", "nightly");

        assertThat(result.code()).isZero();
        assertThat(result.out().strip()).isEqualTo("Token nightly deleted.");
        assertThat(shell.run("token", "delete", "nightly", "--json").json())
                .hasToString("{\"deleted\":\"nightly\"}");
        assertThat(shell.run("token", "delete", "other").code()).isEqualTo(3);
    }

    @Test
    void aPersonTypesThePasswordTwiceUnseen() {
        bridge.on("POST /users", 201, ANNA);

        Result result =
                shell.withPerson("correct horse", "correct horse")
                        .run("user", "add", "anna", "--role", "approver");

        assertThat(result.code()).isZero();
        assertThat(result.out().strip()).isEqualTo("User anna added as approver.");
        assertThat(shell.asked).containsExactly("Password: ", "The same again: ");
        assertThat(bridge.requests().get(0).json())
                .isEqualTo(
                        Json.read(
                                "{\"name\":\"anna\",\"role\":\"approver\","
                                        + "\"password\":\"correct horse\"}"));
    }

    @Test
    void twoDifferentPasswordsAddNobody() {
        Result result =
                shell.withPerson("one", "two").run("user", "add", "anna", "--role", "approver");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the two passwords differ");
        assertThat(bridge.calls()).isEmpty();
    }

    @Test
    void aScriptPipesThePasswordIn() {
        bridge.on("POST /users", 201, ANNA);

        Result result =
                shell.withPiped("pässword\r\n")
                        .run(
                                "user",
                                "add",
                                "anna",
                                "--role",
                                "approver",
                                "--password-stdin",
                                "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json().path("name").asText()).isEqualTo("anna");
        assertThat(bridge.requests().get(0).json().path("password").asText()).isEqualTo("pässword");
    }

    @Test
    void withoutATerminalOrAPipedPasswordItIsWrongUsage() {
        Result unasked = shell.run("user", "add", "anna", "--role", "approver");
        Result empty =
                shell.withPiped("\n")
                        .run("user", "add", "anna", "--role", "approver", "--password-stdin");

        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("--password-stdin");
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("standard input has no password");
        assertThat(bridge.calls()).isEmpty();
    }
}
