package io.ccobridge.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;

/** The trigger of the embedded database that refuses what would take something out of the trail. */
public final class AppendOnly implements Trigger {

    private String table;

    @Override
    public void init(
            Connection connection,
            String schema,
            String trigger,
            String table,
            boolean before,
            int type) {
        this.table = table;
    }

    /**
     * @param after null: a row is to be deleted
     */
    @Override
    public void fire(Connection connection, Object[] row, Object[] after) throws SQLException {
        throw new SQLException(
                table
                        + " is append-only: "
                        + (after == null ? "DELETE" : "UPDATE")
                        + " is refused");
    }
}
