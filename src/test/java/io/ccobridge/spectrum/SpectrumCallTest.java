package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ccobridge.spectrum.Answer.Misconfigured;
import io.ccobridge.spectrum.Answer.Transient;
import io.ccobridge.spectrum.Answer.Unknown;
import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The route that calls Spectrum, against a real HTTP server. */
class SpectrumCallTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String GOOD = ReferenceReaderTest.answer("ARChangeRequest");

    @Test
    void anEnvelopeIsPostedToItsServiceAndNothingElseGetsOut() {
        try (ScriptedServer server = answering(200, GOOD);
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            Exchange exchange = routes.exchange("ARChangeRequest", "<envelope>é</envelope>");

            assertThat(exchange.getMessage().getBody()).isEqualTo(GOOD);
            assertThat(exchange.getVariable("httpStatus")).isEqualTo(200);
            assertThat(exchange.getMessage().getHeaders()).isEmpty();
            assertThat(exchange.getVariables()).doesNotContainKey("authorization");
            ScriptedServer.Asked asked = server.asked.get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/ws/ARChangeRequest");
            assertThat(asked.query()).isNull();
            assertThat(asked.body()).isEqualTo("<envelope>é</envelope>");
            assertThat(asked.headers())
                    .containsEntry("content-type", "text/xml; charset=utf-8")
                    .containsEntry("soapaction", server.url() + "/ws/ARChangeRequest")
                    .doesNotContainKeys("authorization", "x-internal", "accept-encoding");
        }
    }

    @Test
    void everyServiceHasItsOwnAddress() {
        try (ScriptedServer server = answering(200, GOOD);
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            for (String method : List.of("GetJob", "ARChangeRequest", "GetJob")) {
                routes.exchange(method, "<envelope/>");
            }

            assertThat(server.asked)
                    .extracting(ScriptedServer.Asked::path)
                    .containsExactly("/ws/GetJob", "/ws/ARChangeRequest", "/ws/GetJob");
        }
    }

    @Test
    void basicAuthenticationIsSentWhereTheSiteWantsIt() {
        try (ScriptedServer server = answering(200, GOOD);
                RunningRoutes routes = routes(server.url(), Auth.BASIC)) {
            routes.exchange("ARChangeRequest", "<envelope/>");

            assertThat(server.asked.get(0).headers())
                    .containsEntry("authorization", "Basic QUJDOnNlY3JldC1pZA==");
        }
    }

    @Test
    void aRefusedTokenIsNotUsedAgain() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> {
                                    if (asked.path().equals("/connect/token")) {
                                        ScriptedServer.answer(
                                                exchange,
                                                200,
                                                "{\"access_token\":\"t\",\"expires_in\":3600}");
                                    } else {
                                        ScriptedServer.answer(exchange, 401, "");
                                    }
                                });
                RunningRoutes routes = routes(server.url(), Auth.OAUTH2)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Misconfigured.class);
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Misconfigured.class);

            assertThat(server.asked)
                    .extracting(ScriptedServer.Asked::path)
                    .containsExactly(
                            "/connect/token",
                            "/ws/ARChangeRequest",
                            "/connect/token",
                            "/ws/ARChangeRequest");
        }
    }

    @Test
    void nothingIsRepeated() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> {
                                    exchange.getResponseHeaders().set("Retry-After", "1");
                                    ScriptedServer.answer(exchange, 503, "busy");
                                });
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Transient.class);

            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (ScriptedServer elsewhere = answering(200, GOOD);
                ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> {
                                    exchange.getResponseHeaders()
                                            .set("Location", elsewhere.url() + "/");
                                    ScriptedServer.answer(exchange, 302, "");
                                });
                RunningRoutes routes = routes(server.url(), Auth.BASIC)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Misconfigured.class);

            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void aRefusedConnectionIsTransient() {
        String url;
        try (ScriptedServer server = answering(200, GOOD)) {
            url = server.url();
        }
        try (RunningRoutes routes = routes(url, Auth.NONE)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Transient.class);
        }
    }

    @Test
    void anAnswerThatDoesNotComeLeavesTheOutcomeUnknown() {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((asked, exchange) -> hold(end));
                RunningRoutes routes =
                        new RunningRoutes(
                                settings(server.url(), Auth.NONE), Duration.ofMillis(300), null)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Unknown.class);
            end.countDown();
        }
    }

    @Test
    void anAnswerThatBreaksOffLeavesTheOutcomeUnknown() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> {
                                    byte[] part = GOOD.getBytes(StandardCharsets.UTF_8);
                                    exchange.sendResponseHeaders(200, part.length + 10L);
                                    exchange.getResponseBody().write(part);
                                    exchange.getResponseBody().flush();
                                });
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToTheEnd() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) ->
                                        ScriptedServer.answer(
                                                exchange, 200, " ".repeat(1_000_001)));
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            assertThat(routes.call("ARChangeRequest", "<e/>"))
                    .isEqualTo(
                            new Unknown(
                                    "The call to Spectrum ended without an answer: the answer is"
                                            + " larger than 1000000 bytes"));
        }
    }

    @Test
    void anAnswerThatDripsInLeavesTheOutcomeUnknown() {
        try (ScriptedServer server = new ScriptedServer(SpectrumCallTest::drip);
                RunningRoutes routes =
                        new RunningRoutes(
                                settings(server.url(), Auth.NONE), Duration.ofMillis(500), null)) {
            assertThat(routes.call("ARChangeRequest", "<e/>").message())
                    .contains("did not end within");
        }
    }

    @Test
    void anAnswerWithoutBodyIsUnknown() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> exchange.sendResponseHeaders(204, -1));
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            assertThat(routes.call("ARChangeRequest", "<e/>")).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void anAnswerIsReadInTheCharactersItIsWrittenIn() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                (asked, exchange) -> {
                                    exchange.getResponseHeaders()
                                            .set("Content-Type", "text/xml; charset=ISO-8859-1");
                                    byte[] body = "é".getBytes(StandardCharsets.ISO_8859_1);
                                    exchange.sendResponseHeaders(200, body.length);
                                    exchange.getResponseBody().write(body);
                                });
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            assertThat(routes.exchange("ARChangeRequest", "<e/>").getMessage().getBody())
                    .isEqualTo("é");
        }
    }

    @Test
    void vendorsAreAskedForPageByPage() {
        try (ScriptedServer server = answering(200, "[]");
                RunningRoutes routes = routes(server.url(), Auth.NONE)) {
            Exchange exchange =
                    routes.camel
                            .createProducerTemplate()
                            .request(
                                    "direct:spectrum-vendors",
                                    e -> {
                                        e.setVariable("skip", 500);
                                        e.getMessage().setBody("a body from before");
                                    });

            assertThat(exchange.getMessage().getBody()).isEqualTo("[]");
            ScriptedServer.Asked asked = server.asked.get(0);
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.path()).isEqualTo("/vendors/ABC");
            assertThat(asked.query()).isEqualTo("$limit=500&$skip=500");
            assertThat(asked.headers())
                    .containsEntry("authorization", "Basic QUJDOnNlY3JldC1pZA==");
        }
    }

    private static void drip(ScriptedServer.Asked asked, HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        CountDownLatch never = new CountDownLatch(1);
        // ends when the client goes
        while (!Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            waitFor(never, 50);
        }
    }

    private static void hold(CountDownLatch end) {
        waitFor(end, 10_000);
    }

    private static void waitFor(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunningRoutes routes(String url, Auth auth) {
        return new RunningRoutes(settings(url, auth), TIMEOUT, null);
    }

    private static SpectrumSettings settings(String url, Auth auth) {
        return new SpectrumSettings(url, "ABC", "secret-id", auth, "client", "s", "CR", "E");
    }

    private static ScriptedServer answering(int status, String body) {
        return new ScriptedServer(
                (asked, exchange) -> ScriptedServer.answer(exchange, status, body));
    }
}
