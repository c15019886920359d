package io.ccobridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.changeorder.Role;
import io.ccobridge.http.RunningApi.Got;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server itself: health, metrics, start page, its port, and how it stops. */
class HttpServerTest {

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void healthIs200WhileEveryCheckIsWell() {
        Got got = get("/observe/health");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().get("status").textValue()).isEqualTo("UP");
        assertThat(got.json().at("/checks/0/name").textValue()).isEqualTo("database");
    }

    @Test
    void aCheckInTroubleMakesItNotReadyButStillLive() {
        api.trouble.set("The database does not answer.");
        try {
            for (String path : List.of("/observe/health", "/observe/health/ready")) {
                Got got = get(path);
                assertThat(got.status()).isEqualTo(503);
                assertThat(got.json().get("status").textValue()).isEqualTo("DOWN");
                assertThat(got.json().at("/checks/0/message").textValue())
                        .isEqualTo("The database does not answer.");
            }
            assertThat(get("/observe/health/live").status()).isEqualTo(200);
        } finally {
            api.trouble.set(null);
        }
    }

    @Test
    void metricsAreOpenToThisMachine() {
        Got got = get("/observe/metrics");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(got.text()).contains("exports_total 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"})
    void metricsAreNotOpenToWhoComesThroughAProxyOnThisMachine(String header) {
        HttpUriRequestBase request = api.request("GET", "/observe/metrics", null);
        request.setHeader(header, "203.0.113.9");
        assertThat(api.send(request).status()).isEqualTo(401);
        request.setHeader("Authorization", "Bearer " + api.tokens.get(Role.VIEWER));
        assertThat(api.send(request).status()).isEqualTo(200);
    }

    @Test
    void theStartPageAsksToSignInAndSaysWhatThisIs() {
        assertThat(get("/").status()).isEqualTo(303);
        assertThat(get("/").header("Location")).isEqualTo("/sign-in");
        Got got = get("/sign-in");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Type")).startsWith("text/html");
        assertThat(got.text()).contains("CCO Bridge", "/api/v1/openapi.json");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        HttpServer second =
                new HttpServer(
                        "127.0.0.1",
                        api.server.port(),
                        api.document,
                        null,
                        List.of(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        new HttpServlet() {});
        assertThatThrownBy(second::listen)
                .hasMessage(
                        "cannot listen on 127.0.0.1:"
                                + api.server.port()
                                + ": the port is taken or the address is not this machine's"
                                + " (settings http.host and http.port)");
    }

    @Test
    void aRequestThatIsNotHttpGetsAProblemDocumentToo() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.server.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /%ZZ HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("X-Request-Id: ")
                    .contains("application/problem+json")
                    .contains("\"status\":400");
        }
    }

    @Test
    void aCallUnderWayIsFinishedWhenTheServerStops() throws Exception {
        try (RunningApi stopping = new RunningApi()) {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            stopping.stand.set(
                    exchange -> {
                        arrived.countDown();
                        assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                        exchange.getMessage().setBody(Map.of("done", true));
                    });
            CompletableFuture<Got> call =
                    CompletableFuture.supplyAsync(
                            () -> stopping.asAdmin("POST", "/change-orders/17/send", null));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            int port = stopping.server.port();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(stopping.server::stop);
            Awaitility.await().until(() -> refusesConnections(port));
            // longer than idle connections may stay
            Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> !call.isDone());
            goOn.countDown();
            assertThat(call.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void connectionsThatAClientKeepsOpenDoNotHoldUpTheStop() throws Exception {
        try (RunningApi stopping = new RunningApi();
                Socket idle = new Socket("127.0.0.1", stopping.server.port());
                Socket silent = new Socket("127.0.0.1", stopping.server.port())) {
            idle.getOutputStream()
                    .write(
                            "GET /observe/health HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            assertThat(silent.isConnected()).isTrue();
            long start = System.nanoTime();
            stopping.server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    private static boolean refusesConnections(int port) {
        try {
            new Socket("127.0.0.1", port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Got get(String path) {
        return api.send(api.request("GET", path, null));
    }
}
