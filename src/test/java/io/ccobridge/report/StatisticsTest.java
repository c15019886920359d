package io.ccobridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.State;
import io.ccobridge.queue.ChangeOrderTable;
import io.ccobridge.queue.ExportsReport;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatisticsTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void aDayIsOneOfTheBridgesTimeZoneAndAgesAddUp(Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            // 23:30 on the 26th in New York, and half past midnight on the 27th
            arrived(jdbc, 1, "2026-11-27T04:30:00Z", "100.25");
            arrived(jdbc, 2, "2026-11-27T05:30:00Z", "-0.25");
            arrived(jdbc, 3, "2026-10-01T00:00:00Z", "7.00");
            arrived(jdbc, 4, "2026-10-02T00:00:00Z", "0.50");
            jdbc.sql("UPDATE change_order SET currency = 'CAD' WHERE id = 4").update();
            jdbc.sql("UPDATE change_order SET currency = 'USD' WHERE id = 2").update();
            moved(jdbc, 1, "2026-11-27T04:59:59Z", "SYNCED");
            moved(jdbc, 2, "2026-11-27T05:00:00Z", "FAILED_TO_EXPORT");

            Statistics.Counted counted =
                    new Statistics(
                                    jdbc,
                                    NEW_YORK,
                                    "USD",
                                    Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), NEW_YORK))
                            .get();

            assertThat(counted.days()).hasSize(30);
            assertThat(counted.days().subList(28, 30))
                    .containsExactly(
                            new Statistics.Day(LocalDate.parse("2026-11-26"), 1, 1, 0),
                            new Statistics.Day(LocalDate.parse("2026-11-27"), 1, 0, 1));
            assertThat(counted.ageing())
                    .containsExactly(
                            new Statistics.Age(0, 1, 2, "100.00", Map.of("USD", "100.00")),
                            new Statistics.Age(1, 3, 0, "0.00", Map.of()),
                            new Statistics.Age(3, 7, 0, "0.00", Map.of()),
                            new Statistics.Age(7, 30, 0, "0.00", Map.of()),
                            new Statistics.Age(
                                    30, null, 2, "7.50", Map.of("USD", "7.00", "CAD", "0.50")));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void whereThereIsOneCurrencyTheSumsAreTheSame(Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            Clock clock = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
            arrived(jdbc, 1, "2026-11-27T04:30:00Z", "1.00");
            arrived(jdbc, 2, "2026-11-27T04:30:00Z", "2.00");
            jdbc.sql("UPDATE change_order SET currency = 'CAD' WHERE id = 2").update();
            for (String site : List.of("CAD", "USD")) {
                Map<String, String> totals =
                        site.equals("CAD")
                                ? Map.of("CAD", "3.00")
                                : Map.of("USD", "1.00", "CAD", "2.00");
                assertThat(new Statistics(jdbc, ZoneOffset.UTC, site, clock).get().ageing().get(0))
                        .isEqualTo(new Statistics.Age(0, 1, 2, "3.00", totals));
                StatusReport.Sources none =
                        new StatusReport.Sources(
                                () -> null, () -> null, () -> null, () -> "", "", Map.of());
                assertThat(
                                new StatusReport(
                                                jdbc,
                                                clock,
                                                none,
                                                new ExportsReport(jdbc, clock),
                                                site)
                                        .get()
                                        .changeOrders()
                                        .get(State.READY_TO_EXPORT))
                        .isEqualTo(
                                new StatusReport.Sum(
                                        2, "3.00", site.equals("CAD") ? null : totals));
            }
        }
    }

    @Test
    void countingTakesAPartOfTheTimeAndNobodyWaitsForIt() {
        try (HikariDataSource dataSource = Databases.Engine.H2.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            AtomicLong seconds = new AtomicLong();
            // whatever is done takes a second
            InstantSource slow = () -> Instant.ofEpochSecond(seconds.getAndIncrement());
            Statistics statistics =
                    new Statistics(jdbc, ZoneOffset.UTC, "USD", slow.withZone(ZoneOffset.UTC));
            statistics.countAgain();
            arrived(jdbc, 1, "2026-11-27T04:30:00Z", "1.00");

            statistics.countAgain();
            assertThat(statistics.get().projects()).isEmpty();
            seconds.set(210);
            assertThat(statistics.get().projects()).isEmpty();
            statistics.countAgain();
            assertThat(statistics.get().projects()).hasSize(1);
        }
    }

    private static void arrived(JdbcClient jdbc, long id, String at, String total) {
        jdbc.sql(
                        """
                        INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                            problems, total, attempts, created_at, updated_at)
                        VALUES (:id, 1, :key, 'READY_TO_EXPORT', 1, FALSE, '[]', CAST(:total AS NUMERIC(30, 10)), 0,
                            :at, :at)""")
                .param("id", id)
                .param("key", Long.toString(id))
                .param("total", total)
                .param("at", ChangeOrderTable.time(Instant.parse(at)))
                .update();
    }

    private static void moved(JdbcClient jdbc, long id, String at, String to) {
        jdbc.sql(
                        """
                        INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state)
                        VALUES (:id, :at, 'system', 'ACCEPTED', :to)""")
                .param("id", id)
                .param("at", ChangeOrderTable.time(Instant.parse(at)))
                .param("to", to)
                .update();
    }
}
