package io.ccobridge.queue;

import io.ccobridge.changeorder.Sum;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of export_line: how far Spectrum has taken a decision. */
final class ExportLines {

    /**
     * @param position 1 for the first of a decision
     */
    record Line(int position, Sum sum) {}

    /** What is known of a line after a call. */
    enum State {
        DONE,
        /** Spectrum may hold it. */
        UNKNOWN
    }

    private final JdbcClient jdbc;

    ExportLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first that Spectrum has not acknowledged; empty when it holds them all. */
    Optional<Line> next(long exportId) {
        return jdbc.sql(
                        """
                        SELECT position, phase, cost_type, amount FROM export_line
                        WHERE export_id = :export AND state <> 'DONE' ORDER BY position LIMIT 1""")
                .param("export", exportId)
                .query(
                        (row, number) ->
                                new Line(
                                        row.getInt("position"),
                                        new Sum(
                                                row.getString("phase"),
                                                row.getString("cost_type"),
                                                row.getBigDecimal("amount"))))
                .optional();
    }

    void mark(Call call, State state) {
        jdbc.sql(
                        """
                        UPDATE export_line SET state = :state
                        WHERE export_id = :export AND position = :position""")
                .param("state", state.name())
                .param("export", call.claim().exportId())
                .param("position", call.position())
                .update();
    }

    /** What the decision comes to, all lines together. */
    BigDecimal total(long exportId) {
        return jdbc.sql("SELECT total FROM export WHERE id = :id")
                .param("id", exportId)
                .query(BigDecimal.class)
                .single();
    }
}
