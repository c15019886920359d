package io.ccobridge.audit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the trail tells of administration. */
public final class Told {

    private Told() {}

    /** {@code WHO: SUBJECT: WHAT}, oldest first. */
    public static List<String> of(JdbcClient jdbc) {
        return jdbc.sql(
                        "SELECT actor || ': ' || subject || ': ' || reason FROM audit_entry WHERE"
                                + " change_order_id IS NULL ORDER BY id")
                .query(String.class)
                .list();
    }

    /** What the last entry of it tells in detail, as JSON. */
    public static String lastDetail(JdbcClient jdbc) {
        return jdbc.sql(
                        "SELECT detail FROM audit_entry WHERE change_order_id IS NULL ORDER BY id"
                                + " DESC LIMIT 1")
                .query(String.class)
                .single();
    }
}
