package io.ccobridge.link;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Spectrum has, as last read by the Spectrum room. Codes are found in any letter case and
 * answered as Spectrum spells them.
 */
final class SpectrumTables {

    private static final RowMapper<Job> JOB =
            (row, number) ->
                    new Job(
                            row.getString("number"),
                            row.getString("description"),
                            row.getString("customer_code"),
                            row.getString("status"));

    private static final RowMapper<SpectrumVendor> VENDOR =
            (row, number) ->
                    new SpectrumVendor(
                            row.getString("code"), row.getString("name"), row.getBoolean("active"));

    private static final RowMapper<Phase> PHASE =
            (row, number) ->
                    new Phase(
                            row.getString("code"),
                            row.getString("cost_type"),
                            row.getString("description"),
                            row.getString("status"));

    /** A phase's code as {@link Codes#bare} makes it, whatever else stands between. */
    private static final String BARE = "UPPER(TRANSLATE(code, '-. /_', ''))";

    private final JdbcClient jdbc;

    SpectrumTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Job> job(String number) {
        return find("spectrum_job", "number", number, JOB);
    }

    Optional<SpectrumVendor> vendor(String code) {
        return find("spectrum_vendor", "code", code, VENDOR);
    }

    List<SpectrumVendor> activeVendors() {
        return jdbc.sql("SELECT code, name, active FROM spectrum_vendor WHERE active ORDER BY code")
                .query(VENDOR)
                .list();
    }

    /** The job's phases under those codes, in one statement, by {@link PhaseCode#key()}. */
    Map<PhaseCode, Phase> phases(String job, Collection<PhaseCode> codes) {
        Map<PhaseCode, Phase> found = new HashMap<>();
        jdbc.sql(
                        "SELECT code, cost_type, description, status FROM spectrum_phase"
                                + " WHERE job_number = :job AND "
                                + BARE
                                + " = ANY(:phases)")
                .param("job", job)
                .param(
                        "phases",
                        codes.stream()
                                .map(code -> code.key().phase())
                                .distinct()
                                .toArray(String[]::new))
                .query(PHASE)
                .list()
                .forEach(
                        phase ->
                                found.put(
                                        new PhaseCode(phase.code(), phase.costType()).key(),
                                        phase));
        return found;
    }

    /** Whether any job has the phase and cost type. */
    boolean anyJobHas(PhaseCode code) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM spectrum_phase WHERE "
                                        + BARE
                                        + " = :phase AND UPPER(cost_type) = :costType")
                        .param("phase", code.key().phase())
                        .param("costType", code.key().costType())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * What Spectrum calls the codes that links name, by code; of a phase whatever its cost type.
     */
    Map<String, String> names(LinkKind kind, Collection<String> codes) {
        return switch (kind) {
            case VENDORS -> names("spectrum_vendor", "UPPER(code)", "name", codes, Codes::key);
            case PROJECTS ->
                    names("spectrum_job", "UPPER(number)", "description", codes, Codes::key);
            case COST_CODES ->
                    names(
                            "spectrum_phase",
                            BARE,
                            "description",
                            codes,
                            code -> PhaseCode.of(code).key().phase());
            case COMMITMENTS -> Map.of();
        };
    }

    private Map<String, String> names(
            String table,
            String column,
            String name,
            Collection<String> codes,
            UnaryOperator<String> key) {
        Map<String, String> byKey = new HashMap<>();
        jdbc.sql(
                        "SELECT %1$s AS code, MIN(%2$s) AS name FROM %3$s WHERE %1$s = ANY(:codes)"
                                        .formatted(column, name, table)
                                + " GROUP BY "
                                + column)
                .param("codes", codes.stream().map(key).distinct().toArray(String[]::new))
                .query(
                        row -> {
                            byKey.put(row.getString("code"), row.getString("name"));
                        });
        Map<String, String> byCode = new HashMap<>();
        codes.forEach(code -> byCode.put(code, byKey.get(key.apply(code))));
        return byCode;
    }

    /**
     * Whether the table holds all that Spectrum has, so that what it lacks does not exist.
     *
     * @param what {@code jobs} or {@code vendors}
     */
    boolean haveAll(String what) {
        return jdbc.sql("SELECT complete FROM reference_refresh WHERE what = :what")
                .param("what", what)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The same of the phases of all jobs that are worked on. */
    boolean haveAllPhases() {
        return haveAll("jobs")
                && jdbc.sql(
                                        "SELECT COUNT(*) FROM spectrum_job j WHERE status <> 'C' AND NOT"
                                                + " EXISTS (SELECT 1 FROM reference_refresh r WHERE"
                                                + " r.what = 'phases:' || j.number AND r.complete)")
                                .query(Long.class)
                                .single()
                        == 0;
    }

    /** First by the index, which knows the code as typed and in capitals only. */
    private <T> Optional<T> find(String table, String column, String code, RowMapper<T> row) {
        String select = "SELECT * FROM " + table + " WHERE ";
        String exactFirst =
                " ORDER BY CASE WHEN " + column + " = :code THEN 0 ELSE 1 END, " + column;
        for (String where : List.of(column + " IN (:code, :key)", "UPPER(" + column + ") = :key")) {
            List<T> found =
                    jdbc.sql(select + where + exactFirst)
                            .param("code", code)
                            .param("key", Codes.key(code))
                            .query(row)
                            .list();
            if (!found.isEmpty()) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }
}
