package io.ccobridge.queue;

import io.ccobridge.changeorder.Sum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Spectrum holds, or may hold, of a change order. */
final class HeldSums {

    private HeldSums() {}

    /** Of all its exports, the last sum of each phase and cost type. */
    static List<Sum> of(JdbcClient jdbc, long changeOrderId) {
        Map<String, Sum> held = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        SELECT line.phase, line.cost_type, line.amount FROM export_line line
                        JOIN export ON export.id = line.export_id
                        WHERE export.change_order_id = :id AND line.state IN ('DONE', 'UNKNOWN')
                        ORDER BY line.export_id, line.position""")
                .param("id", changeOrderId)
                .query(
                        (row, number) ->
                                new Sum(
                                        row.getString("phase"),
                                        row.getString("cost_type"),
                                        row.getBigDecimal("amount")))
                .list()
                .forEach(sum -> held.put(sum.phase() + " " + sum.costType(), sum));
        return List.copyOf(held.values());
    }
}
