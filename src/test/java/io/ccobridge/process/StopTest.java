package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.sandbox.procore.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** SIGTERM, as a service manager sends it. */
class StopTest {

    /** One for each test, all started at once. */
    private static final Deque<Running> RUNNING = new ArrayDeque<>();

    private record Running(Path folder, Site site, BridgeProcess bridge) {}

    private Path folder;
    private Site site;
    private BridgeProcess bridge;

    @BeforeAll
    static void startAll(@TempDir Path folders) throws Exception {
        for (String name : List.of("first", "second")) {
            Path folder = BridgeProcess.home(Files.createDirectory(folders.resolve(name)));
            Site site = new Site(1, new Random(1));
            RUNNING.add(new Running(folder, site, BridgeProcess.start(folder, site.environment())));
        }
    }

    @BeforeEach
    void takeOne() {
        Running own = RUNNING.remove();
        folder = own.folder();
        site = own.site();
        bridge = own.bridge().untilReady();
    }

    @AfterEach
    void stop() {
        bridge.close();
        site.close();
    }

    @AfterAll
    static void stopTheRest() {
        for (Running left : RUNNING) {
            left.bridge().close();
            left.site().close();
        }
    }

    @Test
    void anExportThatIsUnderWayFinishesBeforeTheProcessEnds() throws Exception {
        bridge.pollUntilReady(1);
        JsonNode changeOrder = bridge.list("ready").get(0);
        whatCallersAreRefused(changeOrder);
        var slow =
                site.spectrum
                        .faults()
                        .always(
                                io.ccobridge.sandbox.spectrum.Fault.slow(Duration.ofSeconds(2))
                                        .onMethod("ARChangeRequest"));
        assertThat(bridge.accept(changeOrder).status()).isEqualTo(200);
        await().until(() -> slow.hits() == 1);

        bridge.terminate();

        assertThat(bridge.exitCode(Duration.ofSeconds(30))).isZero();
        site.assertLedgerExact();
        assertThat(inDatabase("SELECT state FROM change_order")).containsExactly("SYNCED");
        assertLogOfANormalRun();
    }

    @Test
    void aWaitForTheRateLimitIsGivenUpAtOnce() throws Exception {
        site.procore
                .faults()
                .next(
                        Fault.TOO_MANY_REQUESTS,
                        1,
                        "commitment_change_orders",
                        Duration.ofMinutes(10));
        assertThat(bridge.post("/api/v1/polls", "").status()).isEqualTo(202);
        await().until(
                        () ->
                                site.procore.requests().stream()
                                        .anyMatch(request -> request.status() == 429));

        bridge.terminate();

        assertThat(bridge.exitCode(Duration.ofSeconds(10))).isZero();
        assertThat(inDatabase("SELECT state FROM poll_run")).containsExactly("failed");
        assertThat(bridge.log())
                .filteredOn(line -> !line.contains(" INFO "))
                // a refresh that is under way is cut off as well, and sums up
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .contains(" WARN ")
                                        .containsAnyOf(
                                                "The bridge is stopping.", "not read, see above"))
                .anySatisfy(line -> assertThat(line).contains(" WARN  Polls: "));
    }

    /** Of those no line of the log is worse than that it happened. */
    private void whatCallersAreRefused(JsonNode changeOrder) {
        String path = "/api/v1/change-orders/" + changeOrder.path("id").asText();
        assertThat(bridge.post(path + "/accept", "{\"version\": 99}").status()).isEqualTo(409);
        assertThat(bridge.post(path + "/reject", "{\"version\": 1}").status()).isEqualTo(422);
        assertThat(bridge.post(path + "/accept", "{\"version\": ").status()).isEqualTo(400);
        assertThat(bridge.get("/api/v1/change-orders/4711").status()).isEqualTo(404);
        assertThat(
                        bridge.post(
                                        "/api/v1/change-orders/accept",
                                        "{\"items\": [{\"id\": \"4711\", \"version\": 1}]}")
                                .status())
                .isEqualTo(200);
    }

    /** One line an event, nothing worse than INFO, and an end that says so. */
    private void assertLogOfANormalRun() {
        List<String> log = bridge.log();
        assertThat(log).allSatisfy(line -> assertThat(line).matches("\\S+ INFO  [A-Za-z-]+: .+"));
        assertThat(log.get(log.size() - 1)).endsWith(" BridgePrograms: Stopped");
    }

    private List<String> inDatabase(String query) throws Exception {
        String url =
                "jdbc:h2:file:"
                        + folder.resolve("data/cco-bridge")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url)) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(query)
                    .query(String.class)
                    .list();
        }
    }
}
