package io.ccobridge.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The attempts to export change orders, oldest first. */
public final class Timeline {

    /**
     * One call to Spectrum, or the try of one.
     *
     * @param number 1, 2, ... for the change order
     * @param position of the export line, from 1
     * @param durationMs null while it is under way, and when its end was not seen
     * @param httpStatus null when no answer came
     * @param code Spectrum's error code, or a SOAP fault's; null when the answer has none
     * @param request secrets masked; null in lists
     * @param response null in lists, and when no answer came
     * @param curl the call as a command for a shell, its secrets variables of that shell; null in
     *     lists
     * @param outcome under way, accepted, business, configuration, transient or unknown
     * @param nextAttemptAt null when no other was planned after it
     * @param nextAttemptReason why then, in words; null when none was planned
     */
    public record Attempt(
            int number,
            int position,
            Instant at,
            String node,
            Long durationMs,
            Integer httpStatus,
            String code,
            @JsonInclude(Include.NON_NULL) String request,
            @JsonInclude(Include.NON_NULL) String response,
            @JsonInclude(Include.NON_NULL) String curl,
            String outcome,
            String message,
            Instant nextAttemptAt,
            String nextAttemptReason) {}

    private static final String SHORT =
            "export_id, number, position, at, node, duration_ms, http_status, code, outcome,"
                    + " message, next_attempt_at, next_attempt_reason";

    private final JdbcClient jdbc;
    private final UnaryOperator<String> curl;

    /**
     * @param curl makes a command for a shell of a request
     */
    public Timeline(JdbcClient jdbc, UnaryOperator<String> curl) {
        this.jdbc = jdbc;
        this.curl = curl;
    }

    /** Of every export of a change order, with requests and responses. */
    public List<Attempt> ofChangeOrder(long id) {
        return whole(id, null);
    }

    /** Of one export of a change order, with requests and responses. */
    public List<Attempt> ofExport(long changeOrderId, long exportId) {
        return whole(changeOrderId, exportId);
    }

    /**
     * Of exports, without requests and responses; none for one that was never tried.
     *
     * @param exports by their ids, the change orders that they are of
     */
    public Map<Long, List<Attempt>> ofExports(Map<Long, Long> exports) {
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql(
                        "SELECT "
                                + SHORT
                                + " FROM attempt WHERE change_order_id = ANY(:orders)"
                                + " AND export_id = ANY(:exports) ORDER BY id")
                .param("orders", exports.values().toArray(Long[]::new))
                .param("exports", exports.keySet().toArray(Long[]::new))
                .query(
                        row -> {
                            attempts.computeIfAbsent(
                                            row.getLong("export_id"), id -> new ArrayList<>())
                                    .add(attempt(row, null, null));
                        });
        return attempts;
    }

    /**
     * @param exportId null: of all
     */
    private List<Attempt> whole(long changeOrderId, Long exportId) {
        return jdbc.sql(
                        "SELECT "
                                + SHORT
                                + ", request, response FROM attempt WHERE change_order_id = :id"
                                + (exportId == null ? "" : " AND export_id = :export")
                                + " ORDER BY id")
                .params(
                        exportId == null
                                ? Map.of("id", changeOrderId)
                                : Map.of("id", changeOrderId, "export", exportId))
                .query(
                        (row, number) ->
                                attempt(row, row.getString("request"), row.getString("response")))
                .list();
    }

    private Attempt attempt(ResultSet row, String request, String response) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                row.getInt("position"),
                Shown.instant(row, "at"),
                row.getString("node"),
                row.getObject("duration_ms", Long.class),
                row.getObject("http_status", Integer.class),
                row.getString("code"),
                request,
                response,
                request == null ? null : curl.apply(request),
                row.getString("outcome"),
                row.getString("message"),
                Shown.instant(row, "next_attempt_at"),
                row.getString("next_attempt_reason"));
    }
}
