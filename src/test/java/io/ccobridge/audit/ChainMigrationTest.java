package io.ccobridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.setup.Database;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries from before there was a chain. */
class ChainMigrationTest {

    @Test
    void areBroughtIntoItInTheirOrderAndTheSameOnBothDatabases() {
        List<List<String>> hashes = new ArrayList<>();
        for (Databases.Engine engine : Databases.Engine.values()) {
            try (HikariDataSource dataSource = new HikariDataSource()) {
                dataSource.setJdbcUrl(engine.url());
                JdbcClient jdbc = JdbcClient.create(dataSource);
                Flyway.configure().dataSource(dataSource).target("2").load().migrate();
                write(jdbc);

                Database.migrations(dataSource).migrate();

                assertThat(
                                jdbc.sql("SELECT reason FROM audit_entry WHERE id <= 4 ORDER BY id")
                                        .query(String.class)
                                        .list())
                        .containsExactly("Found.", null, "Third.", null);
                Verification found =
                        new AuditVerification(jdbc, Clock.systemUTC()).verify(Map.of());
                assertThat(found.firstBroken()).isNull();
                assertThat(found.entries()).isEqualTo(1203);
                hashes.add(
                        jdbc.sql("SELECT hash FROM audit_entry ORDER BY id")
                                .query(String.class)
                                .list());
            }
        }
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    private static void write(JdbcClient jdbc) {
        for (Object[] entry :
                new Object[][] {
                    {1, "Found.", null}, {5, "", ""}, {6, "Third.", "{\"a\":1}"},
                }) {
            jdbc.sql(
                            "INSERT INTO audit_entry (id, change_order_id, at, actor, from_state,"
                                    + " to_state, reason, detail) VALUES (?, 1, ?, 'ann', 'SYNCED',"
                                    + " 'SYNCED', ?, ?)")
                    .params(
                            entry[0],
                            OffsetDateTime.parse("2026-11-20T17:03:11.123456+01:00"),
                            entry[1],
                            entry[2])
                    .update();
        }
        jdbc.sql(
                        """
                        INSERT INTO audit_entry (id, change_order_id, at, actor, from_state, to_state)
                        SELECT a.n * 100 + b.n + 10, 1, TIMESTAMP WITH TIME ZONE '2026-11-20 17:03:11+00', 'ann',
                            'SYNCED', 'SYNCED'
                        FROM generate_series(0, 11) AS a (n), generate_series(0, 99) AS b (n)\
                        """
                                .replace(
                                        "generate_series",
                                        isPostgres(jdbc) ? "generate_series" : "SYSTEM_RANGE"))
                .update();
    }

    private static boolean isPostgres(JdbcClient jdbc) {
        return jdbc.sql("SELECT VERSION()").query(String.class).single().contains("PostgreSQL");
    }
}
