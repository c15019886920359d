package io.ccobridge.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The API tokens. A token is 256 random bits, so that its plain SHA-256 is enough to keep: nothing
 * can be guessed, and what the table holds opens nothing.
 */
public final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final String ADMIN = "admin";

    private record Known(
            String name, Role role, AcceptLimits limits, Instant expiresAt, Instant lastUsedAt) {

        static final String COLUMNS =
                "name, role, accept_limit, accept_projects, expires_at, last_used_at";

        static Known of(ResultSet row, int number) throws SQLException {
            return new Known(
                    row.getString("name"),
                    Role.valueOf(row.getString("role")),
                    Limits.of(row),
                    Moments.of(row, "expires_at"),
                    Moments.of(row, "last_used_at"));
        }
    }

    private final JdbcClient database;
    private final DelegationTable delegations;
    private final AccessAudit audit;
    private final Clock clock;
    private final SecureRandom random;
    private final TokenUse use;
    private final Names names;
    private final byte[] adminHash;

    /**
     * @param adminToken the setting {@code security.admin-token}: a token named {@code admin} with
     *     every role; empty for none
     */
    public Tokens(DataSource dataSource, Clock clock, SecureRandom random, String adminToken) {
        this.database = JdbcClient.create(dataSource);
        this.use = new TokenUse(dataSource, clock);
        this.names = new Names(database);
        this.delegations = new DelegationTable(database, clock);
        this.audit = new AccessAudit(dataSource, clock);
        this.clock = clock;
        this.random = random;
        this.adminHash = adminToken.isEmpty() ? null : hash(adminToken);
    }

    /** Whose token it is, and whether it is good still. */
    public ShownToken show(String token) {
        byte[] hash = hash(token);
        if (adminHash != null && MessageDigest.isEqual(adminHash, hash)) {
            return new ShownToken.Valid(ofTheSettings());
        }
        Optional<Known> found =
                database.sql("SELECT " + Known.COLUMNS + " FROM api_token WHERE hash = ?")
                        .param(HexFormat.of().formatHex(hash))
                        .query(Known::of)
                        .optional();
        if (found.isEmpty()) {
            return new ShownToken.Unknown();
        }
        Known known = found.get();
        if (expired(known)) {
            return new ShownToken.Expired(known.name(), known.expiresAt());
        }
        use.seen(known.name(), known.lastUsedAt());
        return new ShownToken.Valid(caller(known));
    }

    /** A token that was shown already, as it stands now; nothing when it is not good any more. */
    public Optional<Caller> again(Caller caller) {
        if (caller.equals(ofTheSettings())) {
            return Optional.of(caller);
        }
        return database.sql("SELECT " + Known.COLUMNS + " FROM api_token WHERE name = ?")
                .param(caller.name())
                .query(Known::of)
                .optional()
                .filter(known -> !expired(known))
                .map(this::caller);
    }

    /**
     * Makes a token.
     *
     * @param wanted {@code {name, role, expires_at or expires_in?, accept_limit?,
     *     accept_projects?}}
     * @throws Refusal 409 when the name is taken, also in other letter case; 422
     */
    public NewToken create(JsonNode wanted, Caller by) {
        String name = Names.free(wanted.get("name").textValue());
        Role role = Role.of(wanted.get("role").textValue());
        if (adminHash != null && name.equalsIgnoreCase(ADMIN)) {
            throw taken(name);
        }
        Instant expiresAt = expiry(wanted);
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = "ccob_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        audit.record(
                by,
                "token " + name,
                "Made.",
                () -> {
                    names.refuseLookalike(name);
                    insert(wanted, name, role, token, expiresAt, by);
                    Map<String, Object> made = new LinkedHashMap<>();
                    made.put("role", role.word());
                    made.put("expires_at", expiresAt);
                    made.put("accept_limit", Limits.amount(wanted));
                    made.put("accept_projects", Limits.projects(wanted));
                    return made;
                });
        LOG.info("Token {} made as {} by {}", name, role.word(), by.name());
        ApiToken made =
                database.sql("SELECT " + ApiToken.COLUMNS + " FROM api_token WHERE name = ?")
                        .param(name)
                        .query(ApiToken::of)
                        .single();
        return new NewToken(
                name,
                made.role(),
                token,
                made.expiresAt(),
                made.acceptLimit(),
                made.acceptProjects());
    }

    private void insert(
            JsonNode wanted, String name, Role role, String token, Instant expiresAt, Caller by) {
        try {
            database.sql(
                            """
                            INSERT INTO api_token (name, role, hash, accept_limit, accept_projects,
                                expires_at, created_by, created_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            name,
                            role.name(),
                            HexFormat.of().formatHex(hash(token)),
                            Limits.amount(wanted),
                            Limits.projects(wanted),
                            Moments.column(expiresAt),
                            by.name(),
                            Moments.now(clock))
                    .update();
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
    }

    /** The tokens without their secrets, by name; not the one of the settings. */
    public Map<String, List<ApiToken>> list() {
        return Map.of(
                "items",
                database.sql("SELECT " + ApiToken.COLUMNS + " FROM api_token ORDER BY name")
                        .query(ApiToken::of)
                        .list());
    }

    /**
     * Makes a token worthless from now on, and ends what was delegated to it.
     *
     * @throws Refusal 404 when there is none of that name
     */
    public void delete(String name, Caller by) {
        audit.record(
                by,
                "token " + name,
                "Deleted.",
                () -> {
                    Optional<String> role =
                            database.sql("SELECT role FROM api_token WHERE name = ?")
                                    .param(name)
                                    .query(String.class)
                                    .optional();
                    if (database.sql("DELETE FROM api_token WHERE name = ?").param(name).update()
                            == 0) {
                        throw Refusal.unknown("There is no token " + name + ".");
                    }
                    if (database.sql("SELECT COUNT(*) FROM user_account WHERE name = ?")
                                    .param(name)
                                    .query(Long.class)
                                    .single()
                            == 0) {
                        delegations.endTo(name, by);
                    }
                    return Map.of("role", Role.valueOf(role.orElseThrow()).word());
                });
        use.forget(name);
        LOG.info("Token {} deleted by {}", name, by.name());
    }

    private static Caller ofTheSettings() {
        return new Caller(
                ADMIN,
                Caller.Kind.TOKEN,
                EnumSet.allOf(Role.class),
                AcceptLimits.NONE,
                List.of(),
                null);
    }

    private Caller caller(Known known) {
        return new Caller(
                known.name(),
                Caller.Kind.TOKEN,
                Set.of(known.role()),
                known.limits(),
                delegations.inForceTo(known.name()),
                null);
    }

    private boolean expired(Known known) {
        return known.expiresAt() != null && !clock.instant().isBefore(known.expiresAt());
    }

    private Instant expiry(JsonNode wanted) {
        boolean at = wanted.hasNonNull("expires_at");
        boolean in = wanted.hasNonNull("expires_in");
        if (at && in) {
            throw Refusal.invalid(
                    "expires_in",
                    "A token is good until a moment (expires_at) or for a time (expires_in), not both.");
        }
        if (at) {
            return Moments.future("expires_at", wanted.get("expires_at").textValue(), clock);
        }
        return in ? Moments.after("expires_in", wanted.get("expires_in").textValue(), clock) : null;
    }

    private static Refusal taken(String name) {
        return Refusal.conflict("There is a token " + name + " already.");
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
