package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.Volumes;
import io.ccobridge.sandbox.spectrum.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * kill -9 in the middle of a replay: it is finished after the restart, and nothing is there twice.
 */
class KilledReplayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void aReplayOfFiveHundredIsFinishedAfterTheRestartAndTheLedgerIsExact(Databases.Engine engine)
            throws Exception {
        int changeOrders = Volumes.of(engine, 500, 60);
        long seed = System.nanoTime();
        System.out.println("amounts of seed " + seed);
        BridgeProcess.home(folder);
        try (Site site = new Site(changeOrders, new Random(seed))) {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put("APPROVAL_DIRECT_EXPORT", "true");
            environment.put("SPECTRUM_CONCURRENCY", "8");
            if (engine == Databases.Engine.POSTGRESQL) {
                environment.put("DATABASE_URL", engine.migrated());
            }
            failAll(site, environment, changeOrders);
            String replay;
            try (BridgeProcess killed = BridgeProcess.start(folder, environment).untilReady()) {
                JsonNode started =
                        killed.post(
                                        "/api/v1/dead-letters/replays",
                                        "{\"query\": {\"category\": \"business\"}, \"reason\": \"open again\"}")
                                .body();
                assertThat(started.path("total").asInt()).isEqualTo(changeOrders);
                replay = "/api/v1/dead-letters/replays/" + started.path("id").asText();
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(
                                () ->
                                        site.spectrum.ledger().changeRequests().size()
                                                > changeOrders / 3);
                killed.kill();
            }
            assertThat(site.spectrum.ledger().changeRequests()).hasSizeLessThan(changeOrders);

            try (BridgeHere restarted = BridgeHere.start(folder, environment)) {
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        !restarted
                                                .get(replay + "?results=none")
                                                .body()
                                                .path("finished_at")
                                                .isNull());
                JsonNode done = restarted.get(replay).body();
                assertThat(done.path("state").asText()).isEqualTo("done");
                assertThat(done.path("succeeded").asInt()).isEqualTo(changeOrders);
                assertThat(restarted.count("SYNCED")).isEqualTo(changeOrders);
            }
            site.assertLedgerExact();
        }
    }

    /** All of them have been refused by Spectrum, which takes them from now on. */
    private void failAll(Site site, Map<String, String> environment, int changeOrders) {
        site.spectrum
                .faults()
                .always(Fault.invalid("CR_Phase_Code", "Closed").onMethod("ARChangeRequest"));
        try (BridgeHere bridge = BridgeHere.start(folder, environment)) {
            assertThat(bridge.post("/api/v1/polls", "").status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> bridge.count("FAILED_TO_EXPORT") == changeOrders);
        }
        site.spectrum.faults().clear();
    }
}
