package io.ccobridge.link;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links that people made by hand. */
final class ManualLinkTable {

    private final JdbcClient jdbc;

    ManualLinkTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Spectrum codes of a kind, by Procore id. */
    Map<String, String> all(LinkKind kind) {
        Map<String, String> links = new TreeMap<>();
        jdbc.sql("SELECT procore_id, spectrum_code FROM manual_link WHERE kind = :kind")
                .param("kind", kind.word())
                .query(
                        row -> {
                            links.put(row.getString("procore_id"), row.getString("spectrum_code"));
                        });
        return links;
    }

    /** Where a link leads to, until this transaction ends; empty when there is none. */
    Optional<String> lock(LinkKind kind, String procoreId) {
        return jdbc.sql(
                        "SELECT spectrum_code FROM manual_link WHERE kind = :kind AND procore_id ="
                                + " :id FOR UPDATE")
                .param("kind", kind.word())
                .param("id", procoreId)
                .query(String.class)
                .optional();
    }

    /** All that concern a change order, in one statement: Spectrum codes by kind and Procore id. */
    Map<LinkKind, Map<String, String>> at(ProcoreEnds ends) {
        Map<LinkKind, Map<String, String>> links = new HashMap<>();
        jdbc.sql(
                        "SELECT kind, procore_id, spectrum_code FROM manual_link"
                                + " WHERE kind = 'projects' AND procore_id = :project"
                                + " OR kind = 'vendors' AND procore_id = :vendor"
                                + " OR kind = 'commitments' AND procore_id = :commitment"
                                + " OR kind = 'cost-codes' AND procore_id = ANY(:codes)")
                .param("project", Long.toString(ends.project()))
                .param("vendor", String.valueOf(ends.vendor()))
                .param("commitment", String.valueOf(ends.commitment()))
                .param("codes", ends.flatCodes().toArray(String[]::new))
                .query(
                        row -> {
                            links.computeIfAbsent(
                                            LinkKind.of(row.getString("kind")),
                                            kind -> new HashMap<>())
                                    .put(
                                            row.getString("procore_id"),
                                            row.getString("spectrum_code"));
                        });
        return links;
    }

    /** Who made the link. */
    Optional<String> linkedBy(LinkKind kind, String procoreId) {
        return jdbc.sql("SELECT linked_by FROM manual_link WHERE kind = :kind AND procore_id = :id")
                .param("kind", kind.word())
                .param("id", procoreId)
                .query(String.class)
                .optional();
    }

    /** Adds the link, or lets it lead elsewhere. */
    void put(LinkKind kind, String procoreId, String spectrumCode, String by, Instant at) {
        String update =
                "UPDATE manual_link SET spectrum_code = :code, linked_by = :by, linked_at = :at"
                        + " WHERE kind = :kind AND procore_id = :id";
        String insert =
                "INSERT INTO manual_link (kind, procore_id, spectrum_code, linked_by, linked_at)"
                        + " VALUES (:kind, :id, :code, :by, :at) ON CONFLICT DO NOTHING";
        // the second update is for the link that somebody else adds in between
        for (String sql : new String[] {update, insert, update}) {
            int rows =
                    jdbc.sql(sql)
                            .param("kind", kind.word())
                            .param("id", procoreId)
                            .param("code", spectrumCode)
                            .param("by", by)
                            .param("at", at.atOffset(ZoneOffset.UTC))
                            .update();
            if (rows > 0) {
                return;
            }
        }
    }

    /** Whether there was such a link. */
    boolean delete(LinkKind kind, String procoreId) {
        return jdbc.sql("DELETE FROM manual_link WHERE kind = :kind AND procore_id = :id")
                        .param("kind", kind.word())
                        .param("id", procoreId)
                        .update()
                > 0;
    }
}
