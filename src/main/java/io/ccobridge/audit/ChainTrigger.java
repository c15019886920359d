package io.ccobridge.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.TriggerAdapter;

/**
 * The trigger of the embedded database that gives a new entry its place, whoever adds it; on
 * PostgreSQL a function of migration V12.1 does the same.
 */
public final class ChainTrigger extends TriggerAdapter {

    @Override
    public void fire(Connection connection, ResultSet none, ResultSet row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT position, hash, COALESCE(
                            (SELECT total FROM change_order WHERE id = ?),
                            (SELECT total FROM change_order_archive WHERE id = ?)) AS total
                        FROM audit_head WHERE id = 1 FOR UPDATE\
                        """)) {
            statement.setObject(1, row.getObject("change_order_id"));
            statement.setObject(2, row.getObject("change_order_id"));
            try (ResultSet head = statement.executeQuery()) {
                head.next();
                Mark last = new Mark(head.getLong("position"), head.getString("hash"));
                Entry entry = Entry.of(row).withAmount(head.getBigDecimal("total")).after(last);
                row.updateBigDecimal("amount", entry.amount());
                row.updateLong("id", entry.position());
                row.updateString("previous_hash", entry.previousHash());
                row.updateString("hash", entry.hash());
                moveHead(connection, entry);
            }
        }
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
