package io.ccobridge.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A chain in an empty database, and what somebody with all rights to the database does to it. */
final class Chain implements AutoCloseable {

    final HikariDataSource dataSource;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    private final boolean postgres;
    private final AuditChain chain;

    Chain(Databases.Engine engine) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        postgres = engine == Databases.Engine.POSTGRESQL;
        chain = new AuditChain(jdbc);
    }

    void append(Draft draft) {
        chain.append(draft);
    }

    Draft draft(String reason) {
        return new Draft(
                1L, null, clock.instant(), "ann", "READY_TO_EXPORT", "ACCEPTED", reason, null);
    }

    /** So many entries, each in a transaction of its own. */
    Chain with(int entries) {
        IntStream.rangeClosed(1, entries)
                .forEach(
                        i ->
                                transaction.executeWithoutResult(
                                        status -> append(draft("Entry " + i + "."))));
        return this;
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Iterator<Entry> all = new EntryTable(jdbc).upTo(Long.MAX_VALUE);
        all.forEachRemaining(entries::add);
        return entries;
    }

    Verification verify() {
        return verify(Map.of());
    }

    Verification verify(Map<String, String> query) {
        return new AuditVerification(jdbc, clock).verify(query);
    }

    /** What the owner of the database can do, and nobody else. */
    Chain unprotected() {
        sql("DROP TABLE audit_stays");
        for (String trigger : List.of("audit_entry_chain", "audit_entry_append_only")) {
            sql("DROP TRIGGER " + trigger + (postgres ? " ON audit_entry" : ""));
        }
        for (String trigger : List.of("audit_head_stays", "audit_head_goes_forward")) {
            sql("DROP TRIGGER " + trigger + (postgres ? " ON audit_head" : ""));
        }
        return sql(
                "ALTER TABLE audit_entry DROP "
                        + (postgres ? "CONSTRAINT audit_entry_pkey" : "PRIMARY KEY"));
    }

    Chain sql(String sql) {
        jdbc.sql(sql).update();
        return this;
    }

    /** Writes an entry whose hash fits, in whatever place; of an unprotected chain. */
    void forge(Mark behind, String reason) {
        Draft draft = draft(reason);
        Entry entry =
                new Entry(
                                0,
                                null,
                                draft.at(),
                                draft.changeOrderId(),
                                null,
                                draft.by(),
                                draft.from(),
                                draft.to(),
                                null,
                                reason,
                                null,
                                null)
                        .after(behind);
        jdbc.sql(
                        """
                        INSERT INTO audit_entry (id, previous_hash, at, change_order_id, actor, from_state, to_state,
                            reason, hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        entry.position(),
                        entry.previousHash(),
                        entry.at().atOffset(ZoneOffset.UTC),
                        entry.changeOrderId(),
                        entry.by(),
                        entry.from(),
                        entry.to(),
                        entry.reason(),
                        entry.hash())
                .update();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
