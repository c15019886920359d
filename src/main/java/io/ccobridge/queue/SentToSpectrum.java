package io.ccobridge.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ccobridge.changeorder.Holdings;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this bridge has told Spectrum, for those who look and change nothing. */
public final class SentToSpectrum {

    /**
     * A decision to export as it was stored.
     *
     * @param header the values that are the same on every call, by element
     */
    public record Decision(
            String changeRequestNumber, Map<String, String> header, List<Line> lines) {}

    /**
     * One call of it.
     *
     * @param state OPEN, UNKNOWN (it may have arrived), DONE or UNLINKED
     */
    public record Line(Sum sum, String state) {}

    /**
     * What Spectrum holds of several change orders together.
     *
     * @param perhapsMore by how much more (or less) it may hold, since calls got no clear answer
     */
    public record Together(Map<Holdings.Place, BigDecimal> held, BigDecimal perhapsMore) {

        public BigDecimal total() {
            return held.values().stream().reduce(new BigDecimal("0.00"), BigDecimal::add);
        }
    }

    private final JdbcClient jdbc;

    public SentToSpectrum(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws Refusal 404
     */
    public ChangeOrderRow row(long id) {
        return new ChangeOrderTable(jdbc).find(id).orElseThrow(() -> Moves.unknown(id));
    }

    /** The last decision to export it; empty when there was none. */
    public Optional<Decision> decision(ChangeOrderRow row) {
        if (row.exportId() == null) {
            return Optional.empty();
        }
        List<Line> lines =
                jdbc.sql(
                                "SELECT phase, cost_type, amount, state FROM export_line WHERE"
                                        + " export_id = :export ORDER BY position")
                        .param("export", row.exportId())
                        .query((line, number) -> new Line(sum(line), line.getString("state")))
                        .list();
        return jdbc.sql("SELECT change_request_number, header FROM export WHERE id = :export")
                .param("export", row.exportId())
                .query(
                        (export, number) ->
                                new Decision(
                                        export.getString("change_request_number"),
                                        header(export.getString("header")),
                                        lines))
                .optional();
    }

    /**
     * What Spectrum holds of a commitment's change orders.
     *
     * @param commitmentId Procore's; null: of none
     * @param except a change order that is left out
     */
    public Together ofCommitment(Long commitmentId, long except) {
        Map<Long, List<Holdings.Told>> told = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        SELECT e.change_order_id, l.phase, l.cost_type, l.amount, l.state
                        FROM every_change_order c JOIN export e ON e.change_order_id = c.id
                        JOIN export_line l ON l.export_id = e.id
                        WHERE c.commitment_id = CAST(:commitment AS BIGINT) AND c.id <> :except
                        AND l.state IN ('DONE', 'UNKNOWN')
                        ORDER BY e.change_order_id, e.id, l.position""")
                .param("commitment", commitmentId)
                .param("except", except)
                .query(
                        line -> {
                            told.computeIfAbsent(
                                            line.getLong("change_order_id"),
                                            id -> new ArrayList<>())
                                    .add(
                                            new Holdings.Told(
                                                    sum(line),
                                                    line.getString("state").equals("DONE")));
                        });
        Map<Holdings.Place, BigDecimal> held = new LinkedHashMap<>();
        BigDecimal perhapsMore = new BigDecimal("0.00");
        for (List<Holdings.Told> one : told.values()) {
            Holdings holdings = Holdings.of(one);
            holdings.held().forEach((place, amount) -> held.merge(place, amount, BigDecimal::add));
            perhapsMore = perhapsMore.add(holdings.perhapsMore());
        }
        return new Together(held, perhapsMore);
    }

    /**
     * The change request that it was cut off from last without a word that it was deleted in
     * Spectrum; empty when there is none.
     */
    public Optional<String> leftBehind(long id) {
        Optional<String> detail =
                jdbc.sql(
                                """
                                SELECT COALESCE(detail, '{}') FROM audit_entry
                                WHERE change_order_id = :id AND to_state = 'UNLINKED' AND from_state = 'SYNCED'
                                ORDER BY id DESC LIMIT 1""")
                        .param("id", id)
                        .query(String.class)
                        .optional();
        if (detail.isEmpty()
                || Json.read(detail.get()).path("deleted_in_spectrum").asBoolean(false)) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        SELECT e.change_request_number FROM export e
                        WHERE e.change_order_id = :id AND EXISTS (
                            SELECT 1 FROM export_line l WHERE l.export_id = e.id AND l.state = 'UNLINKED')
                        ORDER BY e.id DESC LIMIT 1""")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    private static Sum sum(ResultSet line) throws SQLException {
        return new Sum(
                line.getString("phase"), line.getString("cost_type"), line.getBigDecimal("amount"));
    }

    private static Map<String, String> header(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an export has an unreadable header", e);
        }
    }
}
