package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.page;
import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

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
    void aBridgeThatDoesNotRunIsOneLineAndExitCode4() {
        bridge.close();

        Result result = shell.run("status");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip())
                .isEqualTo(
                        "Could not reach the bridge at %s: connection refused. Is it running?"
                                        .formatted(bridge.url())
                                + " (--url or CCO_BRIDGE_URL)");
    }

    @Test
    void aHostThatDoesNotExistIsSaidToBeNone() {
        Result result = shell.runBare("status", "--url", "http://no-such-host.invalid:8080");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("there is no host of that name");
    }

    @Test
    void aPostWhoseAnswerDoesNotComeIsNotRepeatedAndMayHaveBeenCarriedOut() throws Exception {
        CompletableFuture<Integer> connections;
        Result result;
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            connections = CompletableFuture.supplyAsync(() -> hangUpUntilClosed(silent));
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            result = shell.runBare("token", "create", "x", "--role", "viewer", "--url", url);
        }
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("; it may have been carried out all the same.");
        assertThat(connections.get()).isOne();
    }

    private static int hangUpUntilClosed(ServerSocket server) {
        int connections = 0;
        while (true) {
            try (Socket socket = server.accept()) {
                connections++;
                socket.getInputStream().read(new byte[4096]);
            } catch (IOException closed) {
                return connections;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "{\"items\": ["})
    void whateverElseAnswersThereIsNotTakenForTheBridge(String body) {
        bridge.on("GET /status", 200, "text/html", body);

        Result result = shell.run("status");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("what answers there is not CCO Bridge (HTTP 200)");
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() {
        bridge.on("GET /status", 302, "text/html", "");

        Result result = shell.run("status");

        assertThat(result.code()).isEqualTo(4);
        assertThat(bridge.calls()).hasSize(1);
    }

    @Test
    void withoutATokenThePersonIsToldHowToGetOne() {
        bridge.on("GET /status", 401, problem(401, "Unauthorized", "A token is needed."));

        Result result = shell.runBare("status", "--url", bridge.url());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("Unauthorized: A token is needed.")
                .contains("--token or CCO_BRIDGE_TOKEN")
                .contains("security.admin-token");
        assertThat(bridge.requests().get(0).authorization()).isNull();
    }

    @Test
    void aWrongRoleIsAFailureThatNamesTheRequest() {
        bridge.on("GET /tokens", 403, problem(403, "Forbidden", "Only an admin may."));

        Result result = shell.run("token", "list");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines())
                .containsExactly("Forbidden: Only an admin may.", "  (request r-1)");
    }

    @Test
    void aParameterThatTheBridgeDoesNotKnowIsWrongUsageAndNamed() {
        bridge.on(
                "GET /change-orders",
                400,
                """
                {"title": "Bad Request", "status": 400, "detail": "Two parameters are wrong.",
                 "errors": [{"field": "sort", "message": "is none of id, total"}]}""");

        Result result = shell.run("list", "--sort", "colour");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "Bad Request: Two parameters are wrong.",
                        "  - sort: is none of id, total",
                        "  (request r-1)");
    }

    @Test
    void whatTheSentenceSaysOfAFieldIsNotSaidTwice() {
        bridge.on(
                "GET /change-orders",
                400,
                """
                {"title": "Bad Request", "status": 400,
                 "detail": "The parameter \\"sort\\" is none of id, total.",
                 "errors": [{"field": "sort", "message": "is none of id, total"}]}""");

        assertThat(shell.run("list", "--sort", "colour").err().lines())
                .containsExactly(
                        "Bad Request: The parameter \"sort\" is none of id, total.",
                        "  (request r-1)");
    }

    @Test
    void anErrorOfTheBridgeIsAFailure() {
        bridge.on("GET /status", 500, problem(500, "Internal Server Error", "See the log."));

        assertThat(shell.run("status").code()).isEqualTo(1);
    }

    @Test
    void textsOfProblemsHaveNoPowerOverTheTerminal() {
        bridge.on("GET /status", 500, problem(500, "a\\u001b[2J", "b"));

        assertThat(shell.run("status").err()).contains("a\\u001b[2J: b");
    }

    @Test
    void aPathInFrontOfTheApiIsKept() {
        bridge.on("GET /change-orders", 200, page(Documents.CCO));

        Result result = shell.runBare("list", "--url", bridge.url() + "/bridge/");

        assertThat(result.code()).isZero();
        assertThat(bridge.requests().get(0).path()).isEqualTo("/bridge/api/v1/change-orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "ftp://host", "http://", "http://a b", ""})
    void anAddressThatIsNoneIsWrongUsage(String url) {
        Result result = shell.runBare("status", "--url", url);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("\"" + url + "\" is not the address of a bridge (--url")
                .contains("Usage: cco-bridge status");
    }
}
