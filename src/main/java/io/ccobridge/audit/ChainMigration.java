package io.ccobridge.audit;

import java.util.Iterator;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Brings the entries from before there was a chain into it, in the order they were written. */
public final class ChainMigration implements JavaMigration {

    private static final int ROWS_A_PAGE = 1000;

    private record Unchained(long id, Entry entry) {}

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("4.1");
    }

    @Override
    public String getDescription() {
        return "audit chain of what is there";
    }

    /** It is what it is: a checksum would only say that somebody has renamed something. */
    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        JdbcClient jdbc =
                JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        Mark last = Mark.START;
        List<Unchained> page = page(jdbc, 0);
        while (!page.isEmpty()) {
            Iterator<Unchained> rows = page.iterator();
            Unchained row = null;
            while (rows.hasNext()) {
                row = rows.next();
                Entry entry = row.entry().after(last);
                jdbc.sql(
                                """
                                UPDATE audit_entry SET id = :position, previous_hash = :previous, hash = :hash
                                WHERE id = :id\
                                """)
                        .param("position", entry.position())
                        .param("previous", entry.previousHash())
                        .param("hash", entry.hash())
                        .param("id", row.id())
                        .update();
                last = entry.mark();
            }
            page = page(jdbc, row.id());
        }
        if (last.position() > 0) {
            new EntryTable(jdbc).moveHead(last);
        }
    }

    private static List<Unchained> page(JdbcClient jdbc, long after) {
        return jdbc.sql(
                        "SELECT id, "
                                + EntryTable.COLUMNS
                                + " FROM audit_entry WHERE id > :after ORDER BY id LIMIT "
                                + ROWS_A_PAGE)
                .param("after", after)
                .query((row, number) -> new Unchained(row.getLong("id"), Entry.of(row)))
                .list();
    }
}
