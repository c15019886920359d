package io.ccobridge.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.TriggerAdapter;

/**
 * The trigger of the embedded database that keeps the head of the chain from being set back, which
 * would make a chain whose end was cut off look whole.
 */
public final class HeadForward extends TriggerAdapter {

    @Override
    public void fire(Connection connection, ResultSet old, ResultSet row) throws SQLException {
        if (row.getInt("id") != old.getInt("id")
                || row.getLong("position") != old.getLong("position") + 1) {
            throw new SQLException("audit_head goes forward one by one: UPDATE is refused");
        }
    }
}
