package io.ccobridge.link;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Procore has, as last seen by the Procore room. */
final class ProcoreTables {

    private static final RowMapper<Known> KNOWN =
            (row, number) ->
                    new Known(
                            row.getString("procore_id"),
                            row.getString("name"),
                            row.getString("number"),
                            row.getString("origin_code"),
                            row.getString("origin_id"));

    private static final String PROJECTS =
            "SELECT CAST(id AS VARCHAR) AS procore_id, name, number, origin_code,"
                    + " origin_id FROM procore_project";
    private static final String VENDORS =
            "SELECT CAST(id AS VARCHAR) AS procore_id, name, NULL"
                    + " AS number, origin_code, origin_id FROM procore_vendor";
    private static final String COMMITMENTS =
            "SELECT CAST(id AS VARCHAR) AS procore_id, title AS name, number,"
                    + " origin_code, origin_id FROM procore_commitment";

    /** Projects may tie one code differently; a link by hand holds for all of them. */
    private static final String COST_CODES_OF_ALL_PROJECTS =
            "SELECT code AS procore_id, NULL AS name, code AS number,"
                    + " MAX(origin_code) AS origin_code, MAX(origin_id) AS origin_id"
                    + " FROM procore_cost_code GROUP BY code ORDER BY code";

    private final JdbcClient jdbc;

    ProcoreTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything of a kind, by name. */
    List<Known> all(LinkKind kind) {
        return jdbc.sql(
                        switch (kind) {
                            case PROJECTS -> PROJECTS + " ORDER BY name, id";
                            case VENDORS -> VENDORS + " ORDER BY name, id";
                            case COMMITMENTS -> COMMITMENTS + " ORDER BY number, id";
                            case COST_CODES -> COST_CODES_OF_ALL_PROJECTS;
                        })
                .query(KNOWN)
                .list();
    }

    /**
     * One project, vendor or commitment; empty for a cost code, whose flat code is nowhere kept.
     */
    Optional<Known> one(LinkKind kind, String procoreId) {
        String sql =
                switch (kind) {
                    case PROJECTS -> PROJECTS;
                    case VENDORS -> VENDORS;
                    case COMMITMENTS -> COMMITMENTS;
                    case COST_CODES -> null;
                };
        return sql == null
                ? Optional.empty()
                : jdbc.sql(sql + " WHERE id = :id")
                        .param("id", Long.valueOf(procoreId))
                        .query(KNOWN)
                        .optional();
    }

    /** Those of a project's cost codes that are known, by code. */
    Map<String, Known> costCodes(long project, Collection<String> codes) {
        return jdbc
                .sql(
                        "SELECT code AS procore_id, NULL AS name, code AS number, origin_code,"
                                + " origin_id FROM procore_cost_code"
                                + " WHERE project_id = :project AND code = ANY(:codes)")
                .param("project", project)
                .param("codes", codes.toArray(String[]::new))
                .query(KNOWN)
                .list()
                .stream()
                .collect(Collectors.toMap(Known::procoreId, Function.identity()));
    }
}
