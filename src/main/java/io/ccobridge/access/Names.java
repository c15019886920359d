package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Names of tokens and users, as the audit trail tells them apart. One name is one person, whether
 * it is a user's, a token's or both; so no two may differ in letter case only.
 */
final class Names {

    private final JdbcClient jdbc;

    Names(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The name itself.
     *
     * @throws Refusal 422 when it is the bridge's own
     */
    static String free(String name) {
        if (name.equalsIgnoreCase(Caller.SYSTEM.name())) {
            throw Refusal.invalid(
                    "name", "The name " + name + " is the bridge's own; take another.");
        }
        return name;
    }

    /**
     * @throws Refusal 409 when a user or token has it in other letter case: it would be one person
     *     with two names, who could send as one and accept as the other
     */
    void refuseLookalike(String name) {
        jdbc.sql(
                        """
                        SELECT name FROM
                            (SELECT name FROM user_account UNION SELECT name FROM api_token) account
                        WHERE LOWER(name) = LOWER(:name) AND name <> :name
                        ORDER BY name FETCH FIRST 1 ROW ONLY""")
                .param("name", name)
                .query(String.class)
                .optional()
                .ifPresent(
                        other -> {
                            throw Refusal.conflict(
                                    "There is "
                                            + other
                                            + " already, which differs in letter case only; people"
                                            + " would take the two for one.");
                        });
    }
}
