package io.ccobridge;

import io.ccobridge.access.CurrentCallers;
import io.ccobridge.access.Delegations;
import io.ccobridge.access.Sessions;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.FailedLogins;
import io.ccobridge.http.OwnAccount;
import io.ccobridge.json.Json;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** Who may call: users, tokens, delegations and console sessions. */
final class PeopleRoom {

    final Users users;
    final CurrentCallers callers;
    final Sessions sessions;
    final Authentication authentication;
    private final boolean adminToken;

    PeopleRoom(Ground ground, ApiDocument document) {
        Settings settings = ground.settings();
        Clock clock = ground.clock();
        adminToken = settings.isSet(Setting.SECURITY_ADMIN_TOKEN);
        users =
                ground.bind(
                        "users",
                        new Users(ground.dataSource(), clock, new SecureRandom(), adminToken));
        Tokens tokens =
                ground.bind(
                        "tokens",
                        new Tokens(
                                ground.dataSource(),
                                clock,
                                new SecureRandom(),
                                settings.text(Setting.SECURITY_ADMIN_TOKEN)));
        callers = new CurrentCallers(ground.dataSource(), users, tokens);
        Delegations delegations =
                ground.bind("delegations", new Delegations(ground.dataSource(), clock));
        sessions =
                new Sessions(
                        ground.dataSource(),
                        users::callerNamed,
                        clock,
                        new SecureRandom(),
                        settings.duration(Setting.CONSOLE_SESSION_IDLE),
                        settings.duration(Setting.CONSOLE_SESSION_LONGEST));
        FailedLogins failedLogins = new FailedLogins(clock);
        authentication = new Authentication(tokens, users, sessions, failedLogins);
        ground.bind("ownAccount", new OwnAccount(users, delegations, failedLogins, document));
    }

    /** With neither users nor an admin token nobody could sign in: makes the first admin. */
    void makeFirstAdmin(Consumer<String> showPassword) {
        if (!adminToken) {
            users.firstAdmin().ifPresent(showPassword);
        }
    }

    /** Makes users who sign in with this password, where there are none of their names yet. */
    void add(Map<String, Role> people, String password) {
        people.forEach(
                (name, role) -> {
                    if (users.callerNamed(name).isEmpty()) {
                        users.create(
                                Json.mapper()
                                        .valueToTree(
                                                Map.of(
                                                        "name", name,
                                                        "role", role.word(),
                                                        "password", password)),
                                Caller.SYSTEM);
                    }
                });
    }
}
