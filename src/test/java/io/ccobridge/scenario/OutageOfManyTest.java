package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.Volumes;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Effect;
import io.ccobridge.sandbox.spectrum.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spectrum is down while thousands are accepted. */
class OutageOfManyTest {

    /** The others are copies of these. */
    private static final int POLLED = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void noAttemptIsUsedUpTheBacklogDrainsInOrderAndTheLedgerIsExact(Databases.Engine engine) {
        int count = Volumes.of(engine, 2_000, 500);
        try (World world =
                World.on(
                        engine,
                        Map.of(
                                "approval.direct-export", "true",
                                "export.retry.first-delay", "2s",
                                "spectrum.probe-interval", "500ms",
                                "spectrum.drain-rate", "1000",
                                "spectrum.concurrency", "4"))) {
            Site site = world.site();
            List<ProcoreChangeOrder> polled = changeOrders(site);
            world.spectrum
                    .faults()
                    .always(Fault.of(Fault.Kind.UNAVAILABLE).onMethod("ARChangeRequest"));
            world.poll();
            multiply(world, count);

            assertThat(count(world, "ACCEPTED")).isEqualTo(count);
            assertThat(usedUp(world)).isZero();
            int calls = world.spectrum.ledger().calls("ARChangeRequest").size();
            world.stop();
            world.start();
            JsonNode exports = world.admin().get("/status").path("exports");
            assertThat(exports.path("state").asText()).isEqualTo("circuit-open");
            assertThat(exports.path("summary").asText())
                    .startsWith("Spectrum is down since ")
                    .contains(
                            String.format(
                                    Locale.ROOT,
                                    "(HTTP status 503); %,d accepted change orders are safe; ",
                                    count));
            world.eventually(
                    () ->
                            assertThat(world.spectrum.ledger().calls("ARChangeRequest"))
                                    .as("probes go on")
                                    .hasSizeGreaterThan(calls + 1));
            assertThat(usedUp(world)).isZero();

            world.clearFaults();
            await().atMost(PATIENCE).until(() -> count(world, "SYNCED") == count);

            assertExact(world, polled, count);
            assertInOrder(world, count);
            assertThat(
                            world.database()
                                    .sql("SELECT COUNT(*) FROM change_order WHERE attempts <> 1")
                                    .query(Integer.class)
                                    .single())
                    .isZero();
        }
    }

    private static List<ProcoreChangeOrder> changeOrders(Site site) {
        return IntStream.range(0, POLLED)
                .mapToObj(i -> site.changeOrder("10." + (10 + i % 90)))
                .toList();
    }

    /** As many again as there are, and so on: accepted at the same moments, under other numbers. */
    private static void multiply(World world, int count) {
        for (int i = 1; i < count / POLLED; i++) {
            Map<String, String> copy = Map.of("copy", "-" + i, "number", "C" + i + "-");
            for (String statement :
                    List.of(
                            """
                            INSERT INTO change_order (project_id, source_key, state, version, total,
                                changed_since_sent, problems, change_request_number, attempts, created_at, updated_at)
                            SELECT project_id, source_key || :copy, state, version, total, FALSE, '[]',
                                :number || SUBSTRING(change_request_number FROM 6), 0, created_at, updated_at
                            FROM change_order WHERE procore_id IS NOT NULL""",
                            """
                            INSERT INTO export (change_order_id, change_request_number, header, payload_hash, total,
                                accepted_by, accepted_at)
                            SELECT twin.id, twin.change_request_number,
                                REPLACE(e.header, original.change_request_number, twin.change_request_number), e.payload_hash,
                                e.total, e.accepted_by, e.accepted_at
                            FROM change_order original JOIN export e ON e.change_order_id = original.id
                            JOIN change_order twin ON twin.project_id = original.project_id
                                AND twin.source_key = original.source_key || :copy
                            WHERE original.procore_id IS NOT NULL""",
                            """
                            INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                            SELECT e.id, 1, '03300', 'S', e.total, 'OPEN' FROM export e JOIN change_order c
                            ON c.id = e.change_order_id WHERE c.source_key LIKE '%' || :copy""",
                            """
                            INSERT INTO export_work (change_order_id, export_id, due_at, attempts)
                            SELECT c.id, e.id, e.accepted_at, 0 FROM export e JOIN change_order c
                            ON c.id = e.change_order_id WHERE c.source_key LIKE '%' || :copy""")) {
                world.database().sql(statement).params(copy).update();
            }
        }
        world.database()
                .sql(
                        """
                        UPDATE change_order SET export_id =
                            (SELECT id FROM export WHERE export.change_order_id = change_order.id)""")
                .update();
    }

    /** One effect for each, and the sum of all is what Procore says. */
    private static void assertExact(World world, List<ProcoreChangeOrder> polled, int count) {
        List<Effect> effects = world.spectrum.ledger().effects();
        assertThat(effects).hasSize(count).allMatch(effect -> effect.amountBefore() == null);
        assertThat(world.spectrum.ledger().changeRequests()).hasSize(count);
        assertThat(world.spectrum.ledger().total())
                .isEqualByComparingTo(
                        polled.stream()
                                .map(change -> new BigDecimal(change.total()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .multiply(BigDecimal.valueOf(count / POLLED)));
    }

    /** As they were accepted, but for the probe; workers beside each other may swap neighbours. */
    private static void assertInOrder(World world, int count) {
        List<String> accepted =
                world.database()
                        .sql(
                                "SELECT change_request_number FROM export ORDER BY accepted_at,"
                                        + " change_order_id")
                        .query(String.class)
                        .list();
        List<Effect> effects = world.spectrum.ledger().effects();
        Map<String, Integer> places = new HashMap<>();
        accepted.stream()
                .filter(number -> !number.equals(effects.get(0).changeRequest().number()))
                .forEach(number -> places.put(number, places.size() + 1));
        for (int i = 1; i < count; i++) {
            int place = places.get(effects.get(i).changeRequest().number());
            assertThat(Math.abs(place - i)).as("%sth, at place %s", place, i).isLessThan(60);
        }
    }

    private static long count(World world, String state) {
        return world.admin()
                .get("/status")
                .path("change_orders")
                .path(state)
                .path("count")
                .asLong();
    }

    private static int usedUp(World world) {
        return world.database()
                .sql(
                        "SELECT COALESCE(SUM(c.attempts + w.attempts), 0) FROM change_order c JOIN"
                                + " export_work w ON w.change_order_id = c.id")
                .query(Integer.class)
                .single();
    }
}
