package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users whom the site's own sign-in provider vouches for. */
public final class ProvidedUsers {

    private final Users users;
    private final UserTable table;
    private final DelegationTable delegations;
    private final Names names;
    private final AccessAudit audit;
    private final Clock clock;

    public ProvidedUsers(DataSource dataSource, Users users, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        this.users = users;
        this.table = new UserTable(jdbc);
        this.delegations = new DelegationTable(jdbc, clock);
        this.names = new Names(jdbc);
        this.audit = new AccessAudit(dataSource, clock);
        this.clock = clock;
    }

    /**
     * The user of that name; made when there is none, else with the role and e-mail address that
     * the provider says now. The provider has the last word about the role, also about an admin's.
     *
     * @param email null when the provider says none
     * @throws Refusal 403 when the name is that of a user with a password, whom the provider must
     *     not make anybody; 409 when it is somebody's in other letter case
     */
    public Caller vouchedFor(String name, Role role, String email) {
        Optional<String> signsInWith = table.signsInWith(Names.free(name));
        if (signsInWith.filter(way -> !way.equals(UserTable.OIDC)).isPresent()) {
            throw Refusal.forbidden(
                    "There is a user "
                            + name
                            + " with a password here. An admin deletes it first, or you sign in"
                            + " with the password.");
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("role", role.name());
        if (email != null) {
            columns.put("email", email);
        }
        if (signsInWith.isPresent()) {
            follow(name, role, columns);
        } else {
            make(name, columns);
        }
        return users.callerNamed(name).orElseThrow();
    }

    private void make(String name, Map<String, Object> columns) {
        columns.put("name", name);
        columns.put("password_hash", Passwords.NONE);
        columns.put("signs_in_with", UserTable.OIDC);
        columns.put("created_by", Caller.SYSTEM.name());
        columns.put("created_at", Moments.now(clock));
        audit.record(
                Caller.SYSTEM,
                "user " + name,
                "Made: the sign-in provider vouches for them.",
                () -> {
                    names.refuseLookalike(name);
                    table.insert(columns);
                    return Users.shown(table.account(name));
                });
    }

    /** Only what is new is told: most sign in each morning as who they were yesterday. */
    private void follow(String name, Role role, Map<String, Object> columns) {
        UserAccount before = table.account(name);
        if (before.role().equals(role.word())
                && (!columns.containsKey("email") || columns.get("email").equals(before.email()))) {
            return;
        }
        audit.record(
                Caller.SYSTEM,
                "user " + name,
                "Changed: the sign-in provider says so.",
                () -> {
                    table.update(name, columns);
                    if (!Caller.APPROVERS.contains(role)) {
                        delegations.endFrom(name, Caller.SYSTEM);
                    }
                    return Users.changed(before, table.account(name));
                });
    }
}
