package io.ccobridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.Volumes;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.procore.Catalog;
import io.ccobridge.procore.DocumentReader;
import io.ccobridge.procore.StoredDocuments;
import io.ccobridge.reconciliation.Reconciliation.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A large company's month-end. */
class TenThousandTest {

    private static final Logger LOG = LoggerFactory.getLogger(TenThousandTest.class);

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void tenThousandCommitmentsAreReconciledNowAndAsTheyWere(Databases.Engine engine) {
        int commitments = Volumes.of(engine, 10_000, 1_000);
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            AtomicInteger statements = new AtomicInteger();
            Reconciliation reconciliation =
                    reconciliation(Counted.statements(dataSource, statements));
            fill(jdbc, engine, 1, 20);
            reconciliation.answer(Map.of());
            reconciliation.answer(Map.of("as_of", "2026-11-22"));
            int ofTwenty = statements.getAndSet(0);
            fill(jdbc, engine, 21, commitments);

            Answer now = timed(engine, "now", () -> reconciliation.answer(Map.of()));
            assertThat(now.totals().commitments()).isEqualTo(commitments);
            // every tenth waits
            assertThat(now.totals().differing()).isEqualTo(commitments / 10);
            assertThat(now.totals().difference()).isEqualTo(commitments / 10 + "00.00");
            assertThat(now.total()).isEqualTo(commitments);
            assertThat(now.totalCapped()).isFalse();

            Answer monthEnd =
                    timed(
                            engine,
                            "then",
                            () -> reconciliation.answer(Map.of("as_of", "2026-11-22")));
            // nothing was synced yet
            assertThat(monthEnd.totals().differing()).isEqualTo(commitments);
            assertThat(monthEnd.totals().difference()).isEqualTo(commitments + "00.00");
            assertThat(statements).as("one statement for each kind of thing").hasValue(ofTwenty);

            int lines = timed(engine, "csv", () -> lines(reconciliation.csv(Map.of())));
            assertThat(lines).isEqualTo(1 + commitments + commitments / 10);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void thePagesTogetherHaveEveryCommitmentOnceWhateverHappensMeanwhile(Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            fill(jdbc, engine, 1, 450);
            Reconciliation reconciliation = reconciliation(dataSource);
            Set<Long> seen = new HashSet<>();
            int pages = 0;
            for (String after = ""; after != null; pages++) {
                Answer page =
                        reconciliation.answer(
                                after.isEmpty()
                                        ? Map.of("per_page", "200")
                                        : Map.of("per_page", "200", "after", after));
                page.items().forEach(item -> assertThat(seen.add(item.commitmentId())).isTrue());
                assertThat(page.totals().differing()).isEqualTo(45);
                after = page.next();
                // everything moves on between two pages
                jdbc.sql(
                                "INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state)"
                                        + " SELECT id, CURRENT_TIMESTAMP, 'ann', state, 'UNLINKED' FROM"
                                        + " change_order WHERE state = 'SYNCED'")
                        .update();
                jdbc.sql("UPDATE change_order SET state = 'UNLINKED' WHERE state = 'SYNCED'")
                        .update();
            }
            assertThat(pages).isEqualTo(3);
            assertThat(seen).hasSize(450);
        }
    }

    static Reconciliation reconciliation(DataSource dataSource) {
        StoredDocuments documents =
                new StoredDocuments(
                        new DocumentReader(ZoneOffset.UTC, "."),
                        new Catalog(dataSource, Clock.systemUTC()));
        return new Reconciliation(
                dataSource,
                new Documents() {
                    @Override
                    public ChangeOrder read(String body, long projectId) {
                        return documents.alone(body, projectId);
                    }

                    @Override
                    public Optional<Instant> updatedAt(String body) {
                        return StoredDocuments.updatedAt(body);
                    }
                },
                Set.of(),
                ZoneOffset.UTC,
                Clock.systemUTC());
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T timed(Databases.Engine engine, String what, Work<T> work) {
        long start = System.nanoTime();
        T result = work.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        LOG.info("On {}, {}: {} ms", engine, what, took.toMillis());
        return result;
    }

    private static int lines(Iterator<String> csv) {
        int lines = 0;
        while (csv.hasNext()) {
            lines += (int) csv.next().lines().count();
        }
        return lines;
    }

    // ---- Rows: found on the 20th, accepted and synced on the 23rd; every tenth waits

    static void fill(JdbcClient jdbc, Databases.Engine engine, int first, int last) {
        String range = engine == Databases.Engine.H2 ? "SYSTEM_RANGE" : "generate_series";
        String numbers = range + "(" + first + ", " + last + ") AS counted(n)";
        String lines = range + "(1, 3) AS parts(p)";
        String synced = numbers + ", " + lines + " WHERE MOD(n, 10) <> 0";
        String day20 = "TIMESTAMP WITH TIME ZONE '2026-11-20 12:00:00+00'";
        String day23 = "TIMESTAMP WITH TIME ZONE '2026-11-23 12:00:00+00'";
        String filler = "x".repeat(300);
        jdbc.sql(
                        "INSERT INTO procore_commitment (id, project_id, kind, number, seen_at) SELECT n,"
                                + " MOD(n, 50), 'SUBCONTRACT', CONCAT('SC-', n), "
                                + day20
                                + " FROM "
                                + numbers)
                .update();
        jdbc.sql(
                        "INSERT INTO document (id, change_order_id, hash, received_at, body) SELECT n, n,"
                                + " 'h', "
                                + day20
                                + ", CONCAT('{\"change_order\": {\"id\": ', n, ', \"contract_id\": ', n,"
                                + " ', \"number\": \"001\", \"title\": \"Footing\", \"description\": \""
                                + filler
                                + "\", \"status\": \"approved\", \"grand_total\": \"100.00\","
                                + " \"created_at\": \"2026-11-20T10:00:00Z\"}, \"lines\": [{\"id\": 1,"
                                + " \"amount\": \"100.00\", \"wbs_code\": {\"flat_code\":"
                                + " \"03-300.S\"}}]}') FROM "
                                + numbers)
                .update();
        jdbc.sql(
                        "INSERT INTO change_order (id, project_id, source_key, state, version,"
                                + " changed_since_sent, problems, attempts, present_document_id,"
                                + " export_id, created_at, updated_at) SELECT n, MOD(n, 50), CONCAT('', n),"
                                + " CASE WHEN MOD(n, 10) = 0 THEN 'NEEDS_ATTENTION' ELSE 'SYNCED' END, 1,"
                                + " FALSE, '[{\"requirement\": \"vendor-linked\", \"message\": \"No.\","
                                + " \"fix\": \"Link.\"}]', 1, n, n, "
                                + day20
                                + ", "
                                + day23
                                + " FROM "
                                + numbers)
                .update();
        for (String[] entry :
                new String[][] {
                    {day20, "NEEDS_ATTENTION", "READY_TO_EXPORT"},
                    {day23, "READY_TO_EXPORT", "ACCEPTED"},
                    {day23, "ACCEPTED", "SYNCED"}
                }) {
            jdbc.sql(
                            "INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state)"
                                    + " SELECT n, "
                                    + entry[0]
                                    + ", 'ann', '"
                                    + entry[1]
                                    + "', '"
                                    + entry[2]
                                    + "' FROM "
                                    + numbers
                                    + " WHERE MOD(n, 10) <> 0")
                    .update();
        }
        jdbc.sql(
                        "INSERT INTO export (id, change_order_id, change_request_number, header,"
                                + " payload_hash, total, accepted_by, accepted_at) SELECT n, n, CONCAT('S', n),"
                                + " '{}', 'h', 100, 'ann', "
                                + day23
                                + " FROM "
                                + numbers
                                + " WHERE MOD(n, 10) <> 0")
                .update();
        jdbc.sql(
                        "INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)"
                                + " SELECT n, p, CONCAT('0', p), 'S', CASE WHEN p = 1 THEN 50 ELSE 25 END,"
                                + " 'DONE' FROM "
                                + synced)
                .update();
        jdbc.sql(
                        "INSERT INTO attempt (change_order_id, export_id, position, number, at, node,"
                                + " request, response, duration_ms, outcome) SELECT n, n, p, p, "
                                + day23
                                + ", 'n1', '"
                                + filler
                                + "', '<ok/>', 20, 'accepted' FROM "
                                + synced)
                .update();
    }
}
