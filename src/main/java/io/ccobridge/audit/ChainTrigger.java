package io.ccobridge.audit;

import org.h2.tools.TriggerAdapter;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * The trigger of the embedded database that gives a new entry its place, whoever adds it; on
 * PostgreSQL a function of migration V4.3 does the same.
 */
public final class ChainTrigger extends TriggerAdapter {

    @Override
    public void fire(Connection connection, ResultSet none, ResultSet row) throws SQLException {
        Long changeOrderId = row.getObject("change_order_id", Long.class);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT position, hash, (SELECT total FROM change_order WHERE id = ?) AS total
                        FROM audit_head WHERE id = 1 FOR UPDATE\
                        """)) {
            statement.setObject(1, changeOrderId);
            try (ResultSet head = statement.executeQuery()) {
                head.next();
                Mark last = new Mark(head.getLong("position"), head.getString("hash"));
                Entry entry = entry(row, changeOrderId, head.getBigDecimal("total")).after(last);
                put(entry, row);
                moveHead(connection, entry);
            }
        }
    }

    private static Entry entry(ResultSet row, Long changeOrderId, BigDecimal amount)
            throws SQLException {
        return new Entry(
                0,
                null,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                changeOrderId,
                row.getString("subject"),
                row.getString("actor"),
                row.getString("from_state"),
                row.getString("to_state"),
                amount,
                row.getString("reason"),
                row.getString("detail"),
                null);
    }

    private static void put(Entry entry, ResultSet row) throws SQLException {
        row.updateLong("id", entry.position());
        row.updateString("previous_hash", entry.previousHash());
        row.updateBigDecimal("amount", entry.amount());
        row.updateString("hash", entry.hash());
    }

    private static void moveHead(Connection connection, Entry to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE audit_head SET position = ?, hash = ? WHERE id = 1")) {
            statement.setLong(1, to.position());
            statement.setString(2, to.hash());
            statement.executeUpdate();
        }
    }
}
