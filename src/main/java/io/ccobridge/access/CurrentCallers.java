package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Callers as they stand now, for what is decided some time after the call came. */
public final class CurrentCallers {

    private final JdbcClient jdbc;
    private final Users users;
    private final Tokens tokens;

    public CurrentCallers(DataSource dataSource, Users users, Tokens tokens) {
        this.jdbc = JdbcClient.create(dataSource);
        this.users = users;
        this.tokens = tokens;
    }

    /**
     * The same caller with the role, limits and delegations of now; empty when its account is gone
     * or its token is not good any more.
     */
    public Optional<Caller> now(Caller caller) {
        return switch (caller.kind()) {
            case USER -> users.callerNamed(caller.name());
            case TOKEN -> tokens.again(caller);
            case NONE -> Optional.of(caller);
        };
    }

    /**
     * The same; nobody takes role, limits or delegations away until the transaction of the caller
     * has ended. Who wants to waits, and so comes after what was decided.
     */
    public Optional<Caller> held(Caller caller) {
        if (caller.kind() != Caller.Kind.NONE) {
            hold(
                    """
                    SELECT name FROM user_account WHERE name = :name OR name IN
                        (SELECT approver FROM delegation WHERE delegate = :name AND ended_at IS NULL)
                    ORDER BY name FOR UPDATE""",
                    caller);
            hold("SELECT name FROM api_token WHERE name = :name FOR UPDATE", caller);
            hold(
                    """
                    SELECT id FROM delegation WHERE delegate = :name AND ended_at IS NULL
                    ORDER BY id FOR UPDATE""",
                    caller);
        }
        return now(caller);
    }

    private void hold(String rows, Caller caller) {
        jdbc.sql(rows).param("name", caller.name()).query(Object.class).list();
    }
}
