package io.ccobridge.audit.pack;

import io.ccobridge.audit.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The database as it was at one moment, so that the files of a pack agree with each other whatever
 * happens while they are written.
 */
final class Snapshot implements AutoCloseable {

    /**
     * The audit entries of a period: those behind the first mark, up to the last. An entry belongs
     * to the period in which the chain passed it, so that the entries of two periods that follow
     * each other do so too, whatever the clocks of two nodes said at midnight.
     */
    record Entries(Mark before, Mark last) {}

    private final Connection connection;
    private final JdbcClient jdbc;
    private final Period period;
    private final Entries entries;

    Snapshot(DataSource dataSource, Period period) throws SQLException {
        this.period = period;
        connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            entries = new Entries(lastBefore(period.start()), lastBefore(period.end()));
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Mark lastBefore(java.time.OffsetDateTime moment) {
        return jdbc.sql(
                        """
                        SELECT id, hash FROM audit_entry
                        WHERE id = (SELECT MAX(id) FROM audit_entry WHERE at < :moment)\
                        """)
                .param("moment", moment)
                .query((row, number) -> new Mark(row.getLong("id"), row.getString("hash")))
                .optional()
                .orElse(Mark.START);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    Period period() {
        return period;
    }

    Entries entries() {
        return entries;
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // the connection is given back all the same, and nothing was changed
        }
    }
}
