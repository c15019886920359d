package io.ccobridge.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.queue.Backoff;
import io.ccobridge.queue.Claim;
import io.ccobridge.queue.ExportGate;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.MaintenanceWindows;
import io.ccobridge.setup.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a backlog costs: a claim of eight exports while many wait beside one while few do, and how
 * exactly a drain keeps to its rate, beside the same queue without one. An export ends here as soon
 * as it is claimed, so that nothing but the queue is measured. Run it by hand: {@code java -cp ...
 * io.ccobridge.bench.WaitingCost [how many wait] [claims a round] [drain rate] [seconds of drain]}.
 */
public final class WaitingCost {

    private static final int FEW = 100;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 5;

    private final JdbcClient jdbc;
    private final ExportQueue exports;

    private WaitingCost(HikariDataSource dataSource, boolean postgres, int rate) {
        this.jdbc = JdbcClient.create(dataSource);
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.exports =
                new ExportQueue(
                        jdbc,
                        transaction,
                        postgres,
                        new ExportQueue.Rules(
                                "bench",
                                Duration.ofMinutes(1),
                                8,
                                new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15)),
                                Duration.ofSeconds(10)),
                        new ExportGate(
                                jdbc,
                                transaction,
                                new ExportGate.Rules(
                                        Duration.ofSeconds(10),
                                        5,
                                        BigDecimal.valueOf(rate),
                                        MaintenanceWindows.NONE)),
                        Clock.systemUTC(),
                        new Random(42));
    }

    public static void main(String[] args) throws Exception {
        int many = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int claims = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 100;
        int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 10;
        for (Databases.Engine engine : Databases.Engine.values()) {
            try (HikariDataSource dataSource = open(engine)) {
                Database.migrations(dataSource).migrate();
                new WaitingCost(dataSource, engine == Databases.Engine.POSTGRESQL, rate)
                        .measure(engine, many, claims, rate, seconds);
            }
        }
        System.exit(0);
    }

    private static HikariDataSource open(Databases.Engine engine) throws IOException {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(
                engine == Databases.Engine.H2
                        ? Database.url(
                                "jdbc:h2:file:"
                                        + Files.createTempDirectory("waiting").resolve("db"),
                                Path.of(""))
                        : engine.url());
        return new HikariDataSource(pool);
    }

    private void measure(Databases.Engine engine, int many, int claims, int rate, int seconds)
            throws InterruptedException {
        double[] few = new double[ROUNDS];
        double[] lots = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        waiting(many);
        claimMicros(claims);
        for (int round = 0; round < ROUNDS; round++) {
            waiting(FEW);
            few[round] = claimMicros(claims);
            waiting(many);
            lots[round] = claimMicros(claims);
            ratios[round] = lots[round] / few[round];
        }
        System.out.printf(
                "%s: a claim of %d takes %.0f us with %,d waiting, %.0f us with %,d; ratio %.2f%n",
                engine, AT_ONCE, median(few), FEW, median(lots), many, median(ratios));
        int backlog = rate * seconds;
        waiting(backlog);
        double plain = startsASecond(backlog);
        waiting(backlog);
        drains();
        double drained = startsASecond(backlog);
        System.out.printf(
                "%s: %,d waiting start at %.1f a second where %d are set, ratio %.3f; without a"
                        + " rate at %.0f, so that the drain takes %.1f times as long%n",
                engine, backlog, drained, rate, drained / rate, plain, plain / drained);
    }

    private void waiting(int count) {
        jdbc.sql("DELETE FROM export_work").update();
        jdbc.sql("UPDATE circuit SET draining_since = NULL, next_start_at = NULL").update();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(3600);
        for (int i = 0; i < count; i++) {
            jdbc.sql(
                            """
                            INSERT INTO export_work (change_order_id, export_id, due_at, attempts)
                            VALUES (:id, 0, :due, 0)""")
                    .param("id", i)
                    .param("due", time(first.plusMillis(i)))
                    .update();
        }
        jdbc.sql("ANALYZE").update();
    }

    private void drains() {
        jdbc.sql("UPDATE circuit SET draining_since = :now, next_start_at = :now")
                .param("now", time(Instant.now().truncatedTo(ChronoUnit.MICROS)))
                .update();
    }

    /** The median of a round; what was claimed is given back at once. */
    private double claimMicros(int claims) {
        double[] micros = new double[claims];
        for (int i = 0; i < claims; i++) {
            long start = System.nanoTime();
            List<Claim> claimed = exports.claim(AT_ONCE);
            micros[i] = (System.nanoTime() - start) / 1e3;
            if (claimed.size() != AT_ONCE) {
                throw new IllegalStateException("claimed " + claimed.size());
            }
            claimed.forEach(claim -> exports.release(claim, Duration.ZERO));
        }
        return median(micros);
    }

    private double startsASecond(int count) throws InterruptedException {
        long start = System.nanoTime();
        for (int left = count; left > 0; ) {
            List<Claim> claimed = exports.claim(AT_ONCE);
            for (Claim claim : claimed) {
                jdbc.sql("DELETE FROM export_work WHERE change_order_id = :id")
                        .param("id", claim.changeOrderId())
                        .update();
            }
            left -= claimed.size();
            if (claimed.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static OffsetDateTime time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
