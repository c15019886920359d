package io.ccobridge.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;

import com.fasterxml.jackson.databind.JsonNode;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

/** The people who may use the bridge, with a password kept as bcrypt. */
public final class Users {

    private static final int COST = 10;
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    /** No password has this hash. */
    private static final String NO_PASSWORD = "!";

    private static final String COLUMNS = "name, role, created_by, created_at";

    private final JdbcClient database;
    private final Clock clock;
    private final SecureRandom random;
    private final AccessAudit audit;
    // bcrypt looks at 72 bytes; a longer password counts whole by way of SHA-512
    private final BCrypt.Hasher hasher;
    private final BCrypt.Verifyer verifier =
            BCrypt.verifyer(VERSION, LongPasswordStrategies.hashSha512(VERSION));
    private final String nobodysHash;

    public Users(DataSource dataSource, Clock clock, SecureRandom random) {
        this.database = JdbcClient.create(dataSource);
        this.clock = clock;
        this.random = random;
        this.audit = new AccessAudit(dataSource, clock);
        this.hasher = BCrypt.with(VERSION, random, LongPasswordStrategies.hashSha512(VERSION));
        this.nobodysHash = hash("nobody");
    }

    /** The user of that name and password; nothing when either is wrong. */
    public Optional<Caller> callerOf(String name, String password) {
        record Known(String role, String hash) {}
        Optional<Known> known =
                database.sql("SELECT role, password_hash AS hash FROM user_account WHERE name = ?")
                        .param(name)
                        .query(Known.class)
                        .optional();
        // a name that does not exist takes as long to refuse as one that does
        boolean right =
                verifier.verify(
                                password.toCharArray(),
                                known.map(Known::hash).orElse(nobodysHash).toCharArray())
                        .verified;
        return known.filter(user -> right)
                .map(user -> new Caller(name, EnumSet.of(Role.valueOf(user.role()))));
    }

    /** The user of that name, who has shown already who they are; nothing when there is none. */
    public Optional<Caller> callerOf(String name) {
        return database.sql("SELECT role FROM user_account WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .map(role -> new Caller(name, EnumSet.of(Role.valueOf(role))));
    }

    /**
     * The user whom the site's sign-in provider vouches for; made when there is none, else with the
     * role and e-mail address that the provider says now.
     *
     * @param email null when the provider says none
     * @throws Refusal 403 when the name is that of a user with a password: the provider must not
     *     make anybody that user
     */
    public Caller vouchedFor(String name, Role role, String email) {
        Names.free(name);
        try {
            database.sql(
                            "INSERT INTO user_account (name, role, password_hash, email,"
                                    + " signs_in_with, created_by, created_at) VALUES (?, ?, ?, ?,"
                                    + " 'oidc', ?, ?)")
                    .params(
                            name,
                            role.name(),
                            NO_PASSWORD,
                            email,
                            Caller.SYSTEM.name(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            int known =
                    database.sql(
                                    "UPDATE user_account SET role = ?, email = COALESCE(?, email)"
                                            + " WHERE name = ? AND signs_in_with = 'oidc'")
                            .params(role.name(), email, name)
                            .update();
            if (known == 0) {
                throw Refusal.forbidden(
                        "There is a user "
                                + name
                                + " with a password here. An admin deletes it first, or you sign in"
                                + " with the password.");
            }
        }
        return callerOf(name).orElseThrow();
    }

    /**
     * Makes the user {@code admin} when there is no user at all.
     *
     * @return its password, which is nowhere else; nothing when there is a user
     */
    public Optional<String> firstAdmin() {
        if (database.sql("SELECT COUNT(*) FROM user_account").query(Long.class).single() > 0) {
            return Optional.empty();
        }
        byte[] bits = new byte[15];
        random.nextBytes(bits);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        insert("admin", Role.ADMIN, password, Caller.SYSTEM);
        return Optional.of(password);
    }

    /**
     * Makes a user.
     *
     * @param wanted {@code {name, role, password}}
     * @throws Refusal 409 when the name is taken
     */
    public Account create(JsonNode wanted, Caller by) {
        String name = Names.free(wanted.get("name").textValue());
        insert(
                name,
                Role.of(wanted.get("role").textValue()),
                wanted.get("password").textValue(),
                by);
        return account(name);
    }

    /** The users, by name. */
    public Map<String, List<Account>> list() {
        return Map.of(
                "items",
                database.sql("SELECT " + COLUMNS + " FROM user_account ORDER BY name")
                        .query(Account.ROW)
                        .list());
    }

    /**
     * Changes a user's role or password, or both.
     *
     * @param wanted {@code {role?, password?}}
     * @throws Refusal 404 when there is none of that name
     */
    public Account change(String name, JsonNode wanted, Caller by) {
        audit.record(by, "user " + name, "Changed.", () -> update(name, wanted));
        return account(name);
    }

    private Map<String, ?> update(String name, JsonNode wanted) {
        Map<String, Object> told = new LinkedHashMap<>();
        String before = account(name).role();
        database.sql(
                        "UPDATE user_account SET role = COALESCE(?, role),"
                                + " password_hash = COALESCE(?, password_hash) WHERE name = ?")
                .params(
                        wanted.has("role") ? Role.of(wanted.get("role").textValue()).name() : null,
                        wanted.has("password") ? hash(wanted.get("password").textValue()) : null,
                        name)
                .update();
        if (wanted.has("role")) {
            told.put("role", Map.of("before", before, "after", account(name).role()));
        }
        if (wanted.has("password")) {
            told.put("password", "changed");
        }
        return told;
    }

    /**
     * Removes a user.
     *
     * @throws Refusal 404 when there is none of that name
     */
    public void delete(String name, Caller by) {
        audit.record(
                by,
                "user " + name,
                "Deleted.",
                () -> {
                    Map<String, ?> told = Map.of("role", account(name).role());
                    if (database.sql("DELETE FROM user_account WHERE name = ?").param(name).update()
                            == 0) {
                        throw unknown(name);
                    }
                    return told;
                });
    }

    private void insert(String name, Role role, String password, Caller by) {
        audit.record(
                by,
                "user " + name,
                "Created.",
                () -> {
                    add(name, role, password, by);
                    return Map.of("role", role.word());
                });
    }

    private void add(String name, Role role, String password, Caller by) {
        try {
            database.sql(
                            "INSERT INTO user_account"
                                    + " (name, role, password_hash, created_by, created_at)"
                                    + " VALUES (?, ?, ?, ?, ?)")
                    .params(
                            name,
                            role.name(),
                            hash(password),
                            by.name(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("There is a user " + name + " already.");
        }
    }

    private Account account(String name) {
        return database.sql("SELECT " + COLUMNS + " FROM user_account WHERE name = ?")
                .param(name)
                .query(Account.ROW)
                .optional()
                .orElseThrow(() -> unknown(name));
    }

    private String hash(String password) {
        return hasher.hashToString(COST, password.toCharArray());
    }

    private static Refusal unknown(String name) {
        return Refusal.unknown("There is no user " + name + ".");
    }
}
