package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.FreePort;
import io.ccobridge.Volumes;
import io.ccobridge.sandbox.spectrum.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** kill -9 at any moment: no accepted change order is lost, and no dollar is there twice. */
class KilledTest {

    private static final int CHANGE_ORDERS = 60;
    private static final int KILLS = Volumes.of(10, 4);

    @TempDir private Path folder;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    private Site site;

    @BeforeEach
    void start() throws Exception {
        System.out.println("kill -9 at the moments of seed " + seed);
        BridgeProcess.home(folder);
        site = new Site(CHANGE_ORDERS, random);
    }

    @AfterEach
    void stop() {
        killer.shutdownNow();
        site.close();
    }

    /** Accepts some and goes on accepting, while the kill may come at any moment. */
    private void acceptUntilKilled(Accountant accountant, BridgeProcess bridge) {
        accountant.accept(bridge, 1 + random.nextInt(CHANGE_ORDERS / (KILLS + 1)));
        killer.schedule(bridge::kill, random.nextInt(200), TimeUnit.MILLISECONDS);
        accountant.acceptAllFrom(bridge);
        bridge.exitCode(Duration.ofSeconds(10));
    }

    @Test
    void theEmbeddedDatabaseLosesNoAcceptedChangeOrderAndDoublesNone() {
        site.spectrum
                .faults()
                .always(Fault.slow(Duration.ofMillis(50)).onMethod("ARChangeRequest"));
        Map<String, String> environment = site.environment();
        Accountant accountant = new Accountant();
        BridgeProcess bridge = BridgeProcess.start(folder, environment).untilReady();
        try {
            bridge.pollUntilReady(CHANGE_ORDERS);
            for (int kill = 1; kill < KILLS; kill++) {
                acceptUntilKilled(accountant, bridge);
                bridge = BridgeProcess.start(folder, environment).untilReady();
                accountant.assertNothingLost(bridge);
                assertChainWhole(bridge);
            }
            acceptUntilKilled(accountant, bridge);
        } finally {
            bridge.close();
        }
        try (BridgeHere last = BridgeHere.start(folder, environment)) {
            accountant.assertNothingLost(last);
            assertChainWhole(last);
            accountant.acceptAllFrom(last);

            Accountant.awaitSynced(last, CHANGE_ORDERS, Duration.ofSeconds(60));
            site.assertLedgerExact();
        }
    }

    @Test
    void anotherNodeGoesOnWithWhatAKilledOneHadInHand() {
        site.spectrum
                .faults()
                .always(Fault.slow(Duration.ofMillis(200)).onMethod("ARChangeRequest"));
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("DATABASE_URL", Databases.Engine.POSTGRESQL.migrated());
        environment.put("SPECTRUM_TIMEOUT", "1s");
        Map<String, String> other = new HashMap<>(environment);
        other.put("HTTP_PORT", Integer.toString(FreePort.take()));
        Accountant hers = new Accountant();
        Accountant his = new Accountant();
        try (BridgeProcess killed = BridgeProcess.start(folder, environment);
                BridgeHere survivor = BridgeHere.start(folder, other)) {
            killed.untilReady();
            killed.pollUntilReady(CHANGE_ORDERS);
            var she = CompletableFuture.runAsync(() -> hers.acceptAllFrom(survivor));
            var he = CompletableFuture.runAsync(() -> his.acceptAllFrom(killed));
            await().until(() -> inHand(environment) > 0);
            killed.kill();
            assertThat(inHand(environment)).isPositive();
            CompletableFuture.allOf(she, he).join();

            his.assertNothingLost(survivor);
            Accountant.awaitSynced(survivor, CHANGE_ORDERS, Duration.ofSeconds(60));
            site.assertLedgerExact();
            assertChainWhole(survivor);
        }
    }

    private static void assertChainWhole(CalledBridge bridge) {
        JsonNode found = bridge.get("/api/v1/audit/verify").body();
        assertThat(found.path("valid").asBoolean()).as(found.toString()).isTrue();
    }

    /** How many exports a node had in hand. */
    private static int inHand(Map<String, String> environment) {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(environment.get("DATABASE_URL"));
            return JdbcClient.create(dataSource)
                    .sql(
                            "SELECT COUNT(*) FROM export_work WHERE lease_until IS NOT NULL AND"
                                    + " node LIKE ?")
                    .param("%:" + environment.get("HTTP_PORT"))
                    .query(Integer.class)
                    .single();
        }
    }
}
