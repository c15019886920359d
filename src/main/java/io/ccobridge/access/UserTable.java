package io.ccobridge.access;

import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of user_account. */
final class UserTable {

    /** What is needed to know a caller by. */
    record Known(String name, String hash, Role role, AcceptLimits limits) {

        static Known of(ResultSet row, int number) throws SQLException {
            return new Known(
                    row.getString("name"),
                    row.getString("password_hash"),
                    Role.valueOf(row.getString("role")),
                    Limits.of(row));
        }
    }

    /** What {@code signs_in_with} says of those whom the sign-in provider vouches for. */
    static final String OIDC = "oidc";

    private final JdbcClient jdbc;

    UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT COUNT(*) FROM user_account").query(Long.class).single() == 0;
    }

    boolean hasAdmin() {
        return jdbc.sql("SELECT COUNT(*) FROM user_account WHERE role = 'ADMIN'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    Optional<Known> known(String name) {
        return jdbc.sql(
                        "SELECT name, role, password_hash, accept_limit, accept_projects FROM"
                                + " user_account WHERE name = ?")
                .param(name)
                .query(Known::of)
                .optional();
    }

    Optional<String> signsInWith(String name) {
        return jdbc.sql("SELECT signs_in_with FROM user_account WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    /** By name. */
    List<UserAccount> list() {
        return jdbc.sql("SELECT " + UserAccount.COLUMNS + " FROM user_account ORDER BY name")
                .query(UserAccount::of)
                .list();
    }

    /**
     * @throws Refusal 404
     */
    UserAccount account(String name) {
        return jdbc.sql("SELECT " + UserAccount.COLUMNS + " FROM user_account WHERE name = ?")
                .param(name)
                .query(UserAccount::of)
                .optional()
                .orElseThrow(() -> unknown(name));
    }

    /**
     * The users with the role admin. None of them, nor the named user, is changed or removed until
     * this transaction has ended. Locked by name, as whoever locks several does.
     */
    List<String> lockAdminsAnd(String name) {
        return jdbc
                .sql(
                        """
                        SELECT name, role, password_hash, accept_limit, accept_projects
                        FROM user_account WHERE role = 'ADMIN' OR name = ?
                        ORDER BY name FOR UPDATE""")
                .param(name)
                .query(Known::of)
                .list()
                .stream()
                .filter(user -> user.role() == Role.ADMIN)
                .map(Known::name)
                .toList();
    }

    /**
     * @throws Refusal 409 when the name is taken
     */
    void insert(Map<String, Object> columns) {
        try {
            jdbc.sql(
                            "INSERT INTO user_account ("
                                    + String.join(", ", columns.keySet())
                                    + ") VALUES (:"
                                    + String.join(", :", columns.keySet())
                                    + ")")
                    .params(columns)
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("There is a user " + columns.get("name") + " already.");
        }
    }

    /**
     * @throws Refusal 404
     */
    void update(String name, Map<String, Object> columns) {
        String assignments =
                columns.keySet().stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", "));
        if (jdbc.sql("UPDATE user_account SET " + assignments + " WHERE name = :name")
                        .params(columns)
                        .param("name", name)
                        .update()
                == 0) {
            throw unknown(name);
        }
        if (columns.containsKey("password_hash")) {
            // whoever has signed in with the old one is asked for the new one
            endSessions(name);
        }
    }

    /**
     * @throws Refusal 404
     */
    void delete(String name) {
        if (jdbc.sql("DELETE FROM user_account WHERE name = ?").param(name).update() == 0) {
            throw unknown(name);
        }
        endSessions(name);
        forget("saved_view", name);
    }

    private void forget(String table, String name) {
        jdbc.sql("DELETE FROM " + table + " WHERE user_name = ?").param(name).update();
    }

    /** Signs a user out of the console, everywhere. */
    void endSessions(String name) {
        forget("console_session", name);
    }

    private static Refusal unknown(String name) {
        return Refusal.unknown("There is no user " + name + ".");
    }
}
