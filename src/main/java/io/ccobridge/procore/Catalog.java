package io.ccobridge.procore;

import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Vendor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Procore's projects, vendors, commitments and cost codes as they were last seen. */
public final class Catalog {

    private final JdbcClient database;
    private final Clock clock;

    public Catalog(DataSource dataSource, Clock clock) {
        this.database = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    // ---- projects

    List<Project> activeProjects() {
        return database.sql("SELECT * FROM procore_project WHERE active ORDER BY id")
                .query((row, number) -> project(row))
                .list();
    }

    Optional<Project> project(long id) {
        return database.sql("SELECT * FROM procore_project WHERE id = ?")
                .param(id)
                .query((row, number) -> project(row))
                .optional();
    }

    /** All that Procore lists; a project that it no longer lists is not active. */
    void saveAllProjects(List<MasterRows.ProjectRow> rows) {
        rows.forEach(this::saveProject);
        Long[] ids = rows.stream().map(row -> row.project().id()).toArray(Long[]::new);
        database.sql("UPDATE procore_project SET active = FALSE WHERE NOT (id = ANY(?))")
                .param(ids)
                .update();
    }

    void saveProject(MasterRows.ProjectRow row) {
        Project project = row.project();
        Map<String, Object> values = new HashMap<>();
        values.put("id", project.id());
        values.put("name", project.name());
        values.put("number", project.number());
        values.put("time_zone", project.zone() == null ? null : project.zone().getId());
        values.put("origin_id", project.originId());
        values.put("origin_code", project.originCode());
        values.put("active", row.active());
        save("procore_project", List.of("id"), values);
    }

    /** The youngest updated_at of the project's change orders before which all were taken whole. */
    Optional<Instant> watermark(long projectId) {
        return database
                .sql("SELECT watermark FROM procore_project WHERE id = ?")
                .param(projectId)
                .query((row, number) -> row.getObject("watermark", OffsetDateTime.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant)
                .findFirst();
    }

    void setWatermark(long projectId, Instant watermark) {
        database.sql("UPDATE procore_project SET watermark = ? WHERE id = ?")
                .params(time(watermark), projectId)
                .update();
    }

    /** The list that the watermark is of. */
    Family family(long projectId) {
        return database
                .sql("SELECT change_order_family FROM procore_project WHERE id = ?")
                .param(projectId)
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .map(Family::valueOf)
                .findFirst()
                .orElse(Family.CHANGE_ORDERS);
    }

    /** From now on another list is read, of which nothing has been seen yet. */
    void setFamily(long projectId, Family family) {
        database.sql(
                        "UPDATE procore_project SET change_order_family = ?, watermark = NULL WHERE"
                                + " id = ?")
                .params(family.name(), projectId)
                .update();
    }

    private static Project project(ResultSet row) throws SQLException {
        String zone = row.getString("time_zone");
        return new Project(
                row.getLong("id"),
                row.getString("name"),
                row.getString("number"),
                zone == null ? null : ZoneId.of(zone),
                row.getString("origin_id"),
                row.getString("origin_code"));
    }

    // ---- vendors

    void saveVendors(Collection<Vendor> vendors) {
        vendors.forEach(this::saveVendor);
    }

    void saveVendor(Vendor vendor) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", vendor.id());
        values.put("name", vendor.name());
        values.put("origin_id", vendor.originId());
        values.put("origin_code", vendor.originCode());
        save("procore_vendor", List.of("id"), values);
    }

    boolean knowsVendors(Collection<Long> ids) {
        return count("SELECT COUNT(*) FROM procore_vendor WHERE id = ANY(?)", ids)
                == Set.copyOf(ids).size();
    }

    // ---- commitments

    /** Those of them that are known, with their vendors. */
    Map<Long, Commitment> commitments(Collection<Long> ids) {
        return database
                .sql(
                        """
                        SELECT c.*, v.name AS known_name, v.origin_id AS vendor_origin_id,
                               v.origin_code AS vendor_origin_code
                        FROM procore_commitment c LEFT JOIN procore_vendor v ON v.id = c.vendor_id
                        WHERE c.id = ANY(?)""")
                .param(ids.toArray(Long[]::new))
                .query((row, number) -> commitment(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Commitment::id, commitment -> commitment));
    }

    /** One to which change orders of the project have led, the youngest. */
    Optional<Long> anyCommitment(long projectId) {
        return database
                .sql("SELECT MAX(id) FROM procore_commitment WHERE project_id = ?")
                .param(projectId)
                .query((row, number) -> row.getObject(1, Long.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    void saveCommitments(long projectId, Collection<Commitment> commitments) {
        commitments.forEach(commitment -> saveCommitment(projectId, commitment));
    }

    void saveCommitment(long projectId, Commitment commitment) {
        Vendor vendor = commitment.vendor();
        Map<String, Object> values = new HashMap<>();
        values.put("id", commitment.id());
        values.put("project_id", projectId);
        values.put("kind", commitment.kind().name());
        values.put("number", commitment.number());
        values.put("title", commitment.title());
        values.put("vendor_id", vendor == null ? null : vendor.id());
        values.put("vendor_name", vendor == null ? null : vendor.name());
        values.put("origin_id", commitment.originId());
        values.put("origin_code", commitment.originCode());
        values.put("accounting_method", commitment.accountingMethod());
        save("procore_commitment", List.of("id"), values);
    }

    /** The ids of the known commitments of that kind, by project. */
    Map<Long, List<Long>> commitmentIds(Commitment.Kind kind) {
        Map<Long, List<Long>> ids = new HashMap<>();
        database.sql("SELECT project_id, id FROM procore_commitment WHERE kind = ? ORDER BY id")
                .param(kind.name())
                .query(
                        row -> {
                            ids.computeIfAbsent(row.getLong(1), project -> new ArrayList<>())
                                    .add(row.getLong(2));
                        });
        return ids;
    }

    private static Commitment commitment(ResultSet row) throws SQLException {
        Long vendorId = row.getObject("vendor_id", Long.class);
        String known = row.getString("known_name");
        String name = known == null ? row.getString("vendor_name") : known;
        Vendor vendor =
                vendorId == null && name == null
                        ? null
                        : new Vendor(
                                vendorId,
                                name,
                                row.getString("vendor_origin_id"),
                                row.getString("vendor_origin_code"));
        return new Commitment(
                row.getLong("id"),
                Commitment.Kind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getString("title"),
                vendor,
                row.getString("origin_id"),
                row.getString("origin_code"),
                row.getString("accounting_method"));
    }

    // ---- cost codes

    Set<String> costCodes(long projectId) {
        return new HashSet<>(
                database.sql("SELECT code FROM procore_cost_code WHERE project_id = ?")
                        .param(projectId)
                        .query(String.class)
                        .list());
    }

    List<Long> projectsWithCostCodes() {
        return database.sql("SELECT DISTINCT project_id FROM procore_cost_code ORDER BY project_id")
                .query(Long.class)
                .list();
    }

    void saveCostCodes(long projectId, Collection<MasterRows.CostCode> costCodes) {
        for (MasterRows.CostCode costCode : costCodes) {
            Map<String, Object> values = new HashMap<>();
            values.put("project_id", projectId);
            values.put("code", costCode.code());
            values.put("origin_id", costCode.originId());
            values.put("origin_code", costCode.originCode());
            save("procore_cost_code", List.of("project_id", "code"), values);
        }
    }

    // ----

    private long count(String sql, Collection<Long> ids) {
        return database.sql(sql).param(ids.toArray(Long[]::new)).query(Long.class).single();
    }

    /** An upsert in the words that both databases have. */
    private void save(String table, List<String> key, Map<String, Object> values) {
        values.put("seen_at", time(clock.instant()));
        if (update(table, key, values) > 0) {
            return;
        }
        try {
            database.sql(
                            "INSERT INTO %s (%s) VALUES (%s)"
                                    .formatted(
                                            table,
                                            String.join(", ", values.keySet()),
                                            values.keySet().stream()
                                                    .map(column -> ":" + column)
                                                    .collect(Collectors.joining(", "))))
                    .params(values)
                    .update();
        } catch (DuplicateKeyException otherWasFaster) {
            update(table, key, values);
        }
    }

    private int update(String table, List<String> key, Map<String, Object> values) {
        String changes =
                values.keySet().stream()
                        .filter(column -> !key.contains(column))
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", "));
        String where =
                key.stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(" AND "));
        return database.sql("UPDATE %s SET %s WHERE %s".formatted(table, changes, where))
                .params(values)
                .update();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
