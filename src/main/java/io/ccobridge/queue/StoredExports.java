package io.ccobridge.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads decisions to export. */
public final class StoredExports {

    private final JdbcClient jdbc;

    public StoredExports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public StoredExport get(long exportId) {
        List<StoredExport.StoredLine> lines =
                jdbc.sql("SELECT * FROM export_line WHERE export_id = :id ORDER BY position")
                        .param("id", exportId)
                        .query(
                                (row, number) ->
                                        new StoredExport.StoredLine(
                                                row.getInt("position"),
                                                new Sum(
                                                        row.getString("phase"),
                                                        row.getString("cost_type"),
                                                        row.getBigDecimal("amount")),
                                                row.getString("state")))
                        .list();
        return jdbc.sql("SELECT change_order_id, header, payload_hash FROM export WHERE id = :id")
                .param("id", exportId)
                .query(
                        (row, number) ->
                                new StoredExport(
                                        exportId,
                                        row.getLong("change_order_id"),
                                        header(row.getString("header")),
                                        lines,
                                        row.getString("payload_hash")))
                .single();
    }

    /** What goes with every line of a decision: elements of Spectrum's request and their values. */
    Map<String, String> header(long exportId) {
        return header(
                jdbc.sql("SELECT header FROM export WHERE id = :id")
                        .param("id", exportId)
                        .query(String.class)
                        .single());
    }

    private static Map<String, String> header(String json) {
        try {
            return Json.mapper()
                    .readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an export has an unreadable header", e);
        }
    }
}
