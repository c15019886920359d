package io.ccobridge.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.AuditVerification;
import io.ccobridge.audit.Draft;
import io.ccobridge.audit.Verification;
import io.ccobridge.setup.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What {@code audit verify} takes: time, and the heap that is in use after it. Run it by hand, with
 * a small heap to see that no more is needed: {@code java -Xmx96m -cp ...
 * io.ccobridge.bench.VerifyCost [entries]}.
 */
public final class VerifyCost {

    private static final int MOVES_EACH = 10;

    private VerifyCost() {}

    public static void main(String[] args) throws Exception {
        int entries = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        for (Databases.Engine engine : Databases.Engine.values()) {
            measure(engine, entries);
        }
        System.exit(0);
    }

    private static void measure(Databases.Engine engine, int entries) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(
                engine == Databases.Engine.H2
                        ? Database.url(
                                "jdbc:h2:file:" + Files.createTempDirectory("verify").resolve("db"),
                                Path.of(""))
                        : engine.url());
        try (HikariDataSource dataSource = new HikariDataSource(pool)) {
            Database.migrations(dataSource).migrate();
            JdbcClient jdbc = JdbcClient.create(dataSource);
            long start = System.nanoTime();
            write(dataSource, jdbc, entries);
            System.out.printf("%s: %,d entries written in %.1f s%n", engine, entries, since(start));
            for (int round = 1; round <= 3; round++) {
                start = System.nanoTime();
                Verification found =
                        new AuditVerification(jdbc, Clock.systemUTC()).verify(Map.of());
                System.out.printf(
                        "%s, %,d entries, valid %s: %.2f s; heap in use %d MB of at most %d MB%n",
                        engine,
                        found.entries(),
                        found.valid(),
                        since(start),
                        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
                                >> 20,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void write(HikariDataSource dataSource, JdbcClient jdbc, int entries) {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(dataSource));
        AuditChain chain = new AuditChain(jdbc);
        for (int first = 0; first < entries; first += 1000) {
            long from = first;
            transaction.executeWithoutResult(
                    status -> {
                        for (long i = from; i < from + 1000; i++) {
                            entry(jdbc, chain, i);
                        }
                    });
        }
    }

    private static void entry(JdbcClient jdbc, AuditChain chain, long number) {
        long id = number / MOVES_EACH + 1;
        if (number % MOVES_EACH == 0) {
            jdbc.sql(
                            """
                            INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                                problems, attempts, total, created_at, updated_at)
                            VALUES (:id, 101, CAST(:id AS VARCHAR(20)), 'ACCEPTED', 1, FALSE, '[]', 0, 100.25,
                                CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
                            """)
                    .param("id", id)
                    .update();
        }
        boolean there = number % 2 == 1;
        chain.append(
                new Draft(
                        id,
                        null,
                        Instant.now(),
                        "ann",
                        there ? "READY_TO_EXPORT" : "ACCEPTED",
                        there ? "ACCEPTED" : "READY_TO_EXPORT",
                        "Looked at the drawings; agreed with the foreman on 2026-11-20.",
                        "{\"total\":\"100.25\",\"version\":" + number + "}"));
    }
}
