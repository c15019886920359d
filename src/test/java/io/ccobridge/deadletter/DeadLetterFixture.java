package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.Columns.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Cause;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.Timeline;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The dead letters on an empty database, and exports that fail into it or come to their end. */
final class DeadLetterFixture implements AutoCloseable {

    private static final String HEADER =
            """
            {"Company_Code":"ABC","Change_Request_Number":"S001-002",\
            "Authorization_ID":"t0p-secret"}""";

    static final Caller ADA = new Caller("ada", Set.of(Role.ADMIN));
    static final String PHASE = "CR_Phase_Code";
    static final ExportPlan PLAN = plan(HEADER, "100.25");

    private final HikariDataSource dataSource;
    final TransactionTemplate transaction;
    final JdbcClient jdbc;
    final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    final FailedExportsInTables exports;
    final Notes notes;
    final DeadLetterGroups groups;
    final DeadLetters deadLetters;
    final Decisions decisions;
    final Replays replays;
    final ReplayRunner runner;
    final Edits edits;
    final DeadLetterDetails details;

    DeadLetterFixture(Databases.Engine engine) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        exports = new FailedExportsInTables(jdbc, transaction, clock);
        Catalogue catalogue = Catalogue.read(Path.of("config"));
        notes = new Notes(jdbc, transaction, clock);
        groups = new DeadLetterGroups(jdbc, catalogue, notes, clock);
        deadLetters =
                new DeadLetters(
                        jdbc,
                        catalogue,
                        groups,
                        notes,
                        new Timeline(jdbc, request -> "curl " + request),
                        clock);
        decisions = new Decisions(jdbc, exports, deadLetters);
        replays = new Replays(jdbc, transaction, clock, exports, new ExportsReport(jdbc, clock), 2);
        runner = runner("node-1");
        edits = edits(true);
        details = new DeadLetterDetails(jdbc);
    }

    Edits edits(boolean fourEyes) {
        return new Edits(jdbc, transaction, exports, exports, fourEyes, clock);
    }

    /** Another node's. */
    ReplayRunner runner() {
        return runner("another");
    }

    ReplayRunner runner(String node) {
        return new ReplayRunner(jdbc, transaction, exports, node, clock);
    }

    /** With a line of phase 03300. */
    static ExportPlan plan(String header, String amount) {
        Map<String, String> values = new LinkedHashMap<>();
        Json.read(header)
                .properties()
                .forEach(one -> values.put(one.getKey(), one.getValue().asText()));
        return new ExportPlan(
                "S001-002", values, List.of(new Sum("03300", "S", new BigDecimal(amount))));
    }

    static JsonNode body(String json) {
        return Json.read(json.replace('\'', '"'));
    }

    Replay start(String json) {
        return (Replay) replays.start(body(json), ADA);
    }

    /** A change order of 100.25 that failed for good; answers its dead letter's id. */
    String failed(String message) {
        return failed("business", PHASE, message, "100.25", 101);
    }

    List<String> failed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> failed("Phase " + i + " is closed"))
                .toList();
    }

    String failed(String category, String column, String message, String amount, long projectId) {
        long changeOrder =
                insert(
                        """
                        INSERT INTO change_order (project_id, source_key, procore_id, state, version,
                            project_name, job_number, commitment_number, vendor, number, title,
                            total, changed_since_sent, problems, attempts, created_at, updated_at)
                        SELECT :project, 'key-' || COUNT(*), 998877, 'FAILED_TO_EXPORT', 1,
                            'Harbor Tower', '24-101', 'SC-001', 'Acme Concrete', '002',
                            '100% more footing', 100.25, FALSE, '[]', 1, :now, :now
                        FROM change_order""",
                        "project", projectId);
        long export =
                insert(
                        """
                        INSERT INTO export (change_order_id, change_request_number, header,
                            payload_hash, total, accepted_by, accepted_at)
                        VALUES (:order, 'S001-002',
                            '{"Company_Code":"ABC","Change_Request_Number":"S001-002",'
                            || '"Authorization_ID":"t0p-secret"}',
                            'hash', 100.25, 'ann', :now)""",
                        "order",
                        changeOrder);
        jdbc.sql("UPDATE export SET payload_hash = :hash WHERE id = :id")
                .param("hash", Fingerprint.sha256(Json.writeAscii(PLAN)))
                .param("id", export)
                .update();
        jdbc.sql("UPDATE change_order SET export_id = :export WHERE id = :id")
                .param("export", export)
                .param("id", changeOrder)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                        VALUES (:export, 1, '03300', 'S', 100.25, 'OPEN')""")
                .param("export", export)
                .update();
        insert(
                """
                INSERT INTO attempt (change_order_id, export_id, position, number, at, node, request,
                    response, duration_ms, outcome, message)
                SELECT change_order_id, id, 1, 1, :now, 'node-1', '<request/>', '<response/>', 42,
                    'business', 'closed'
                FROM export WHERE id = :export""",
                "export",
                export);
        return open(changeOrder, export, category, column, message, amount);
    }

    private String open(
            long changeOrder,
            long export,
            String category,
            String column,
            String message,
            String amount) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO dead_letter (change_order_id, export_id, cause, category,
                            column_name, message, amount, first_seen, last_seen)
                        VALUES (:order, :export, :cause, :category, :column, :message, :amount,
                            :now, :now)""")
                .param("order", changeOrder)
                .param("export", export)
                .param("cause", Cause.of(category, column, message).group())
                .param("category", category)
                .param("column", column)
                .param("message", message)
                .param("amount", new BigDecimal(amount))
                .param("now", time(clock.instant()))
                .update(key, "id");
        return key.getKey().toString();
    }

    long changeOrder(String deadLetter) {
        return jdbc.sql("SELECT change_order_id FROM dead_letter WHERE id = :id")
                .param("id", Long.valueOf(deadLetter))
                .query(Long.class)
                .single();
    }

    String state(String deadLetter) {
        return jdbc.sql("SELECT state FROM change_order WHERE id = :id")
                .param("id", changeOrder(deadLetter))
                .query(String.class)
                .single();
    }

    void nowIn(String state, String deadLetter) {
        jdbc.sql("UPDATE change_order SET state = :state WHERE id = :id")
                .param("state", state)
                .param("id", changeOrder(deadLetter))
                .update();
    }

    void changedInProcore(String deadLetter) {
        jdbc.sql("UPDATE change_order SET changed_since_sent = TRUE WHERE id = :id")
                .param("id", changeOrder(deadLetter))
                .update();
    }

    /** What a dead letter's export would be if it were made today; the header without braces. */
    void today(String deadLetter, String header, String amount) {
        exports.today.put(
                changeOrder(deadLetter), plan("{" + header.replace('\'', '"') + "}", amount));
    }

    /** Nobody knows whether Spectrum has its line. */
    void told(String deadLetter) {
        jdbc.sql(
                        """
                        UPDATE export_line SET state = 'UNKNOWN'
                        WHERE export_id = (SELECT export_id FROM dead_letter WHERE id = :id)""")
                .param("id", Long.valueOf(deadLetter))
                .update();
    }

    /** Its export has come to nothing once and is tried again in five minutes. */
    void retriesLater(String deadLetter, String message) {
        insert(
                """
                INSERT INTO attempt (change_order_id, export_id, position, number, at, node, request,
                    outcome)
                SELECT change_order_id, export_id, 1, 2, :now, 'node-1', '<request/>', 'transient'
                FROM dead_letter WHERE id = :id""",
                "id",
                Long.parseLong(deadLetter));
        jdbc.sql("UPDATE attempt SET message = :message WHERE number = 2")
                .param("message", message)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO export_work (change_order_id, export_id, due_at, attempts)
                        SELECT change_order_id, export_id, :due, 1 FROM dead_letter WHERE id = :id""")
                .param("due", time(clock.instant().plus(Duration.ofMinutes(5))))
                .param("id", Long.valueOf(deadLetter))
                .update();
    }

    void circuitOpens(String reason) {
        jdbc.sql("UPDATE circuit SET state = 'open', since = :now, reason = :reason")
                .param("now", time(clock.instant()))
                .param("reason", reason)
                .update();
    }

    /** Spectrum takes every export that is on its way. */
    void spectrumTakesAll() {
        jdbc.sql("UPDATE change_order SET state = 'SYNCED' WHERE state = 'ACCEPTED'").update();
    }

    /**
     * The export that was on its way fails for good once more; answers the new dead letter's id.
     */
    String failsAgain(String deadLetter, String message) {
        nowIn("FAILED_TO_EXPORT", deadLetter);
        DeadLetter before = deadLetters.get(deadLetter);
        long export =
                jdbc.sql("SELECT export_id FROM dead_letter WHERE id = :id")
                        .param("id", Long.valueOf(deadLetter))
                        .query(Long.class)
                        .single();
        return open(
                changeOrder(deadLetter),
                export,
                before.category(),
                before.column(),
                message,
                before.amount());
    }

    /** Takes a replay of these; options as JSON, with a comma behind. */
    String replayAll(List<String> ids, String options) {
        return start(
                        "{"
                                + options
                                + "'reason': 'phase opened', 'ids': ['"
                                + String.join("', '", ids)
                                + "']}")
                .id();
    }

    Replay replay(String id) {
        return replays.get(id, Map.of());
    }

    List<String> outcomes(String replay) {
        return replays.get(replay, Map.of()).results().stream()
                .map(Replay.Result::outcome)
                .toList();
    }

    private long insert(String sql, String name, long value) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(sql).param(name, value).param("now", time(clock.instant())).update(key, "id");
        return key.getKey().longValue();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
