package io.ccobridge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.ccobridge.changeorder.Totals;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Column values the way the API shows them. */
public final class Shown {

    private Shown() {}

    /** Exact, at least two decimals, no zeros beyond; null stays null. */
    public static String money(BigDecimal amount) {
        return amount == null ? null : Totals.text(amount);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static JsonNode json(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? NullNode.instance : Json.read(text);
    }
}
