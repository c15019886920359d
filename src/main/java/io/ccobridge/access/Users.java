package io.ccobridge.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people who may use the bridge, with a password kept as bcrypt. */
public final class Users {

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    private final UserTable table;
    private final DelegationTable delegations;
    private final Names names;
    private final Passwords passwords;
    private final AccessAudit audit;
    private final Clock clock;
    private final SecureRandom random;
    private final boolean adminTokenIsSet;

    /**
     * @param adminTokenIsSet whether there is a token of the settings, by which an admin comes in
     *     when there is no user who is one
     */
    public Users(DataSource dataSource, Clock clock, SecureRandom random, boolean adminTokenIsSet) {
        this(dataSource, clock, random, adminTokenIsSet, Passwords.COST);
    }

    /**
     * @param passwordCost of bcrypt for new passwords, from 4 to 31: each more takes twice as long
     */
    public Users(
            DataSource dataSource,
            Clock clock,
            SecureRandom random,
            boolean adminTokenIsSet,
            int passwordCost) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        this.table = new UserTable(jdbc);
        this.delegations = new DelegationTable(jdbc, clock);
        this.names = new Names(jdbc);
        this.passwords = new Passwords(random, passwordCost);
        this.audit = new AccessAudit(dataSource, clock);
        this.clock = clock;
        this.random = random;
        this.adminTokenIsSet = adminTokenIsSet;
    }

    /** The user of that name and password; nothing when either is wrong. */
    public Optional<Caller> callerOf(String name, String password) {
        Optional<UserTable.Known> known = table.known(name);
        // a name that does not exist takes as long to refuse as one that does
        boolean right = passwords.right(password, known.map(UserTable.Known::hash).orElse(null));
        return known.filter(user -> right).map(this::caller);
    }

    /** The user of that name, who has shown who it is already; nothing when there is none. */
    public Optional<Caller> callerNamed(String name) {
        return table.known(name).map(this::caller);
    }

    /**
     * Makes the user {@code admin} when there is no user at all.
     *
     * @return its password, which is nowhere else; nothing when there is a user
     */
    public Optional<String> firstAdmin() {
        if (!table.isEmpty()) {
            if (!table.hasAdmin()) {
                LOG.warn(
                        "No user has the role admin, and no security.admin-token is set. With one,"
                                + " an admin can be made: cco-bridge user change NAME --role admin");
            }
            return Optional.empty();
        }
        byte[] bits = new byte[15];
        random.nextBytes(bits);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", "admin");
        columns.put("role", Role.ADMIN.name());
        columns.put("password_hash", passwords.hash(password));
        audit.record(
                Caller.SYSTEM,
                "user admin",
                "Made at the first start.",
                () -> {
                    insert(columns, Caller.SYSTEM);
                    return Map.of("role", Role.ADMIN.word());
                });
        return Optional.of(password);
    }

    /**
     * Makes a user.
     *
     * @param wanted {@code {name, role, password, email?, digest?, accept_limit?,
     *     accept_projects?}}
     * @throws Refusal 409 when the name is taken, also in other letter case; 422
     */
    public UserAccount create(JsonNode wanted, Caller by) {
        String name = Names.free(wanted.get("name").textValue());
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", name);
        columns.putAll(changes(wanted));
        audit.record(
                by,
                "user " + name,
                "Made.",
                () -> {
                    names.refuseLookalike(name);
                    insert(columns, by);
                    return shown(account(name));
                });
        LOG.info("User {} made as {} by {}", name, wanted.get("role").textValue(), by.name());
        return account(name);
    }

    /** The users, by name. */
    public Map<String, List<UserAccount>> list() {
        return Map.of("items", table.list());
    }

    /**
     * The account of a user.
     *
     * @throws Refusal 404 when there is none of that name
     */
    public UserAccount account(String name) {
        return table.account(name);
    }

    /**
     * Changes what is given, and nothing else. Another role or password signs the user out of the
     * console, everywhere.
     *
     * @param wanted {@code {role?, password?, email?, digest?, accept_limit?, accept_projects?}};
     *     null clears
     * @throws Refusal 404 when there is none of that name; 409 when nobody could administer the
     *     bridge any more; 422
     */
    public UserAccount change(String name, JsonNode wanted, Caller by) {
        if (wanted.has("password") && is(name, by)) {
            throw Refusal.invalid(
                    "password",
                    "Your own password is changed with PATCH /me, which asks for the present one.");
        }
        Map<String, Object> columns = changes(wanted);
        Role role = wanted.has("role") ? Role.of(wanted.get("role").textValue()) : null;
        audit.record(
                by,
                "user " + name,
                "Changed: " + fields(wanted) + ".",
                () -> {
                    UserAccount before = account(name);
                    if (role != null && role != Role.ADMIN) {
                        keepAnAdmin(name);
                    }
                    table.update(name, columns);
                    if (role != null) {
                        table.endSessions(name);
                    }
                    if (role != null && !Caller.APPROVERS.contains(role)) {
                        delegations.endFrom(name, by);
                    }
                    return changed(before, account(name));
                });
        LOG.info("User {} changed ({}) by {}", name, fields(wanted), by.name());
        return account(name);
    }

    /**
     * Changes what users may change of their own account. Whoever asks has shown the present
     * password already, where the password is to be changed; another one signs the user out of the
     * console, everywhere.
     *
     * @param wanted {@code {email?, digest?, password?}}; null clears
     * @throws Refusal 404 when the account is gone
     */
    public UserAccount changeOwn(String name, JsonNode wanted) {
        ObjectNode own = ((ObjectNode) wanted).deepCopy().retain("email", "digest", "password");
        audit.record(
                new Caller(name, Set.of()),
                "user " + name,
                "Changed by themselves: " + fields(own) + ".",
                () -> {
                    UserAccount before = account(name);
                    table.update(name, changes(own));
                    return changed(before, account(name));
                });
        LOG.info("User {} changed ({}) by themselves", name, fields(own));
        return account(name);
    }

    /**
     * Removes a user, signs it out everywhere, and ends what was delegated by or to it.
     *
     * @throws Refusal 404 when there is none of that name; 409 when it is the caller, or when
     *     nobody could administer the bridge any more
     */
    public void delete(String name, Caller by) {
        if (is(name, by)) {
            throw Refusal.conflict("You cannot delete yourself; another admin can.");
        }
        audit.record(
                by,
                "user " + name,
                "Deleted.",
                () -> {
                    UserAccount before = account(name);
                    keepAnAdmin(name);
                    table.delete(name);
                    delegations.endOf(name, by);
                    return shown(before);
                });
        LOG.info("User {} deleted by {}", name, by.name());
    }

    /** What the audit trail keeps of a change: the account as it was, and as it is now. */
    static Map<String, Object> changed(UserAccount before, UserAccount after) {
        Map<String, Object> changed = new LinkedHashMap<>();
        changed.put("before", shown(before));
        changed.put("after", shown(after));
        return changed;
    }

    /** What the audit trail keeps of an account; never its password. */
    static Map<String, Object> shown(UserAccount account) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("role", account.role());
        shown.put("email", account.email());
        shown.put("accept_limit", account.acceptLimit());
        shown.put("accept_projects", account.acceptProjects());
        return shown;
    }

    private Caller caller(UserTable.Known user) {
        return new Caller(
                user.name(),
                Caller.Kind.USER,
                Set.of(user.role()),
                user.limits(),
                delegations.inForceTo(user.name()),
                null);
    }

    /** The columns that a request changes; what it leaves out stays. */
    private Map<String, Object> changes(JsonNode wanted) {
        Map<String, Object> columns = new LinkedHashMap<>();
        if (wanted.has("role")) {
            columns.put("role", Role.of(wanted.get("role").textValue()).name());
        }
        if (wanted.has("email")) {
            columns.put("email", wanted.get("email").textValue());
        }
        if (wanted.has("digest")) {
            columns.put("digest", wanted.get("digest").booleanValue());
        }
        if (wanted.has("accept_limit")) {
            columns.put("accept_limit", Limits.amount(wanted));
        }
        if (wanted.has("accept_projects")) {
            columns.put("accept_projects", Limits.projects(wanted));
        }
        if (wanted.has("password")) {
            columns.put("password_hash", passwords.hash(wanted.get("password").textValue()));
        }
        return columns;
    }

    private void insert(Map<String, Object> columns, Caller by) {
        columns.put("created_by", by.name());
        columns.put("created_at", Moments.now(clock));
        table.insert(columns);
    }

    /** Two admins who take the role from each other at once must not both succeed. */
    private void keepAnAdmin(String name) {
        if (!adminTokenIsSet && table.lockAdminsAnd(name).equals(List.of(name))) {
            throw Refusal.conflict(
                    name
                            + " is the last user with the role admin, and no security.admin-token is"
                            + " set: nobody could administer the bridge any more. Make another"
                            + " admin first.");
        }
    }

    private static boolean is(String user, Caller by) {
        return by.kind() == Caller.Kind.USER && by.name().equals(user);
    }

    private static String fields(JsonNode wanted) {
        return String.join(
                ", ", wanted.properties().stream().map(Map.Entry::getKey).sorted().toList());
    }
}
