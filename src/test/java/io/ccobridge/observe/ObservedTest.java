package io.ccobridge.observe;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Bridge;
import io.ccobridge.Site;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a running bridge tells those who watch it. */
class ObservedTest {

    /** Numbers may be some seconds old. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Site site = new Site();
    private Bridge bridge;

    @AfterEach
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
        site.close();
    }

    @Test
    void whatAnOperatorAlarmsOnIsANumber() {
        var acme = site.procore.company().addVendor("Acme Concrete", "ACME");
        site.tower
                .addSubcontract("SC-001", acme)
                .setOriginCode("SC-001")
                .addChangeOrder("002", "Added footing", line("03-300.S", "12500.00"));
        start();

        assertThat(metric("cco_bridge_poll_age_seconds")).isNaN();
        poll();
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            assertThat(metric("cco_bridge_poll_age_seconds")).isNotNegative();
                            assertThat(metric("cco_bridge_poll_calls")).isPositive();
                            assertThat(metric("cco_bridge_poll_seen")).isEqualTo(1);
                            assertThat(metric("cco_bridge_poll_errors")).isZero();
                            assertThat(
                                            List.of(
                                                    metric(state("READY_TO_EXPORT")),
                                                    metric(state("NEEDS_ATTENTION"))))
                                    .contains(1.0);
                        });
        assertThat(metric(state("SYNCED"))).isZero();
        assertThat(metric("cco_bridge_dead_letters{category=\"business\"}")).isZero();
        assertThat(metric("cco_bridge_export_lag_seconds")).isZero();
        assertThat(metric("cco_bridge_spectrum_circuit_open")).isZero();
        assertThat(metric("cco_bridge_procore_rate_limit_remaining")).isPositive();
        assertThat(metric("hikaricp_connections_max{pool=\"cco-bridge\"}")).isEqualTo(20);
        assertThat(metric("jvm_threads_live_threads")).isPositive();
        assertThat(metric("process_uptime_seconds")).isPositive();
        assertThat(metric("logback_events_total{level=\"error\"}")).isZero();
    }

    @Test
    void everyCheckOfAFreshBridgeIsWell() {
        start();

        HttpResponse<String> health = get("/observe/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Json.read(health.body()).get("checks"))
                .extracting(
                        check -> check.get("name").textValue() + check.get("status").textValue())
                .containsExactly("databaseUP", "routesUP", "spectrum-circuitUP", "procore-pollUP");
    }

    @Test
    void aRouteThatStandsMakesTheBridgeUnreadyButNotDead() throws Exception {
        start();
        bridge.camel().getRouteController().stopRoute("export-to-spectrum");

        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(check("routes").get("message").textValue()).contains("export-to-spectrum");
    }

    @Test
    void anOpenCircuitIsShownAndLeavesTheBridgeReady() {
        start();
        JdbcClient.create(bridge.dataSource())
                .sql("UPDATE circuit SET state = 'open', reason = 'Authorization ID is void'")
                .update();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(metric("cco_bridge_spectrum_circuit_open")).isEqualTo(1));
        assertThat(check("spectrum-circuit").get("status").textValue()).isEqualTo("WARN");
        assertThat(check("spectrum-circuit").get("message").textValue())
                .contains("Authorization ID is void");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aPollThatReadNothingIsShownAndLeavesTheBridgeReady() {
        site.set("procore.client-secret", "wrong");
        start();
        poll();

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(check("procore-poll").get("status").textValue())
                                        .isEqualTo("WARN"));
        assertThat(check("procore-poll").get("message").textValue()).contains("401");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutItsDatabaseTheBridgeIsUnreadyButNotDeadAndItsNumbersAreUnknown() {
        start();
        bridge.dataSource().close();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503));
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(metric(state("SYNCED"))).isNaN();
        assertThat(metric("jvm_threads_live_threads")).isPositive();
    }

    private void start() {
        bridge = new Bridge(site.settings(), Site.HOME, Clock.systemUTC());
        bridge.start();
    }

    private void poll() {
        bridge.camel().createProducerTemplate().sendBody("direct:startPoll", null);
    }

    private static String state(String state) {
        return "cco_bridge_change_orders{state=\"" + state + "\"}";
    }

    private JsonNode check(String name) {
        for (JsonNode check : Json.read(get("/observe/health").body()).get("checks")) {
            if (check.get("name").textValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name);
    }

    private double metric(String name) {
        return get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private HttpResponse<String> get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + bridge.port() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
