package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Commitment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What projects and commitments are called. Procore says it of now only, so a commitment of the
 * past has the name that it has now.
 */
final class Names {

    /** One commitment, or what has none in a project. */
    record Key(long projectId, Long commitmentId) {}

    /** What a commitment is called; null where nobody has said it. */
    record Name(String project, String job, String commitment, String vendor, String vendorCode) {

        static final Name NONE = new Name(null, null, null, null, null);

        Name or(Name other) {
            return new Name(
                    either(project, other.project),
                    either(job, other.job),
                    either(commitment, other.commitment),
                    either(vendor, other.vendor),
                    either(vendorCode, other.vendorCode));
        }

        private static String either(String one, String other) {
            return one == null ? other : one;
        }
    }

    private final Map<Long, String> projects = new HashMap<>();
    private final Set<Long> inactive = new HashSet<>();
    private final Map<Long, Name> commitments = new HashMap<>();
    private final Set<Long> purchaseOrders = new HashSet<>();
    private final Map<Key, Name> fromChangeOrders = new HashMap<>();

    /**
     * @param project null: all
     */
    static Names read(JdbcClient jdbc, Long project) {
        Names names = new Names();
        jdbc.sql("SELECT id, name, active FROM procore_project")
                .query(
                        row -> {
                            names.projects.put(row.getLong("id"), row.getString("name"));
                            if (!row.getBoolean("active")) {
                                names.inactive.add(row.getLong("id"));
                            }
                        });
        jdbc.sql(
                        """
                        SELECT c.id, c.kind, c.number, COALESCE(v.name, c.vendor_name) AS vendor
                        FROM procore_commitment c LEFT JOIN procore_vendor v ON v.id = c.vendor_id
                        WHERE TRUE%s"""
                                .formatted(Rows.of(project)))
                .param("project", project)
                .query(names::commitment);
        return names;
    }

    private void commitment(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        commitments.put(
                id, new Name(null, null, row.getString("number"), row.getString("vendor"), null));
        if (row.getString("kind").equals(Commitment.Kind.PURCHASE_ORDER.name())) {
            purchaseOrders.add(id);
        }
    }

    Set<Long> purchaseOrders() {
        return purchaseOrders;
    }

    /** What a row of change_order says of it; the newest word counts. */
    void heard(Key key, ResultSet row) throws SQLException {
        Name said =
                new Name(
                        row.getString("project_name"),
                        row.getString("job_number"),
                        row.getString("commitment_number"),
                        row.getString("vendor"),
                        row.getString("vendor_code"));
        fromChangeOrders.merge(key, said, (before, now) -> now.or(before));
    }

    /**
     * What a project is called that Procore is not asked about any more; empty for the others.
     *
     * @param named the projects that the settings name; empty: all that are active in Procore
     */
    Optional<String> notRead(long id, Set<Long> named) {
        boolean read = named.isEmpty() ? !inactive.contains(id) : named.contains(id);
        return read ? Optional.empty() : Optional.ofNullable(projects.get(id));
    }

    boolean knowsProject(long id) {
        return projects.containsKey(id);
    }

    Name of(Key key) {
        Name own = commitments.getOrDefault(key.commitmentId(), Name.NONE);
        return new Name(projects.get(key.projectId()), null, own.commitment(), own.vendor(), null)
                .or(fromChangeOrders.getOrDefault(key, Name.NONE));
    }
}
