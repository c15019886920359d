package io.ccobridge.access;

import com.fasterxml.jackson.databind.JsonNode;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * The API tokens. A token is 256 random bits, so that its plain SHA-256 is enough to keep: nothing
 * can be guessed, and what the table holds opens nothing.
 */
public final class Tokens {

    /** A token as its maker sees it, once. */
    public record NewToken(String name, String role, String token) {}

    private static final String ADMIN = "admin";

    private final JdbcClient database;
    private final Clock clock;
    private final SecureRandom random;
    private final AccessAudit audit;
    private final byte[] adminHash;

    /**
     * @param adminToken the setting {@code security.admin-token}: a token named {@code admin} with
     *     every role; empty for none
     */
    public Tokens(DataSource dataSource, Clock clock, SecureRandom random, String adminToken) {
        this.database = JdbcClient.create(dataSource);
        this.clock = clock;
        this.random = random;
        this.audit = new AccessAudit(dataSource, clock);
        this.adminHash = adminToken.isEmpty() ? null : hash(adminToken);
    }

    /** Whose token it is; nothing when it is nobody's. */
    public Optional<Caller> callerOf(String token) {
        byte[] hash = hash(token);
        if (adminHash != null && MessageDigest.isEqual(adminHash, hash)) {
            return Optional.of(new Caller(ADMIN, EnumSet.allOf(Role.class)));
        }
        return database.sql("SELECT name, role FROM api_token WHERE hash = ?")
                .param(HexFormat.of().formatHex(hash))
                .query(
                        (row, number) ->
                                new Caller(
                                        row.getString("name"),
                                        EnumSet.of(Role.valueOf(row.getString("role")))))
                .optional();
    }

    /**
     * Makes a token.
     *
     * @param wanted {@code {name, role}}
     * @throws Refusal 409 when the name is taken
     */
    public NewToken create(JsonNode wanted, Caller by) {
        String name = Names.free(wanted.get("name").textValue());
        Role role = Role.of(wanted.get("role").textValue());
        if (adminHash != null && name.equals(ADMIN)) {
            throw taken(name);
        }
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = "ccob_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        audit.record(
                by,
                "token " + name,
                "Created.",
                () -> {
                    insert(name, role, token, by);
                    return Map.of("role", role.word());
                });
        return new NewToken(name, role.word(), token);
    }

    private void insert(String name, Role role, String token, Caller by) {
        try {
            database.sql(
                            "INSERT INTO api_token (name, role, hash, created_by, created_at)"
                                    + " VALUES (?, ?, ?, ?, ?)")
                    .params(
                            name,
                            role.name(),
                            HexFormat.of().formatHex(hash(token)),
                            by.name(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
    }

    /** The tokens without their secrets, by name; not the one of the settings. */
    public Map<String, List<Account>> list() {
        return Map.of(
                "items",
                database.sql(
                                "SELECT name, role, created_by, created_at FROM api_token ORDER BY"
                                    + " name")
                        .query(Account.ROW)
                        .list());
    }

    /**
     * Makes a token worthless from now on.
     *
     * @throws Refusal 404 when there is none of that name
     */
    public void delete(String name, Caller by) {
        audit.record(
                by,
                "token " + name,
                "Deleted.",
                () -> {
                    if (database.sql("DELETE FROM api_token WHERE name = ?").param(name).update()
                            == 0) {
                        throw Refusal.unknown("There is no token " + name + ".");
                    }
                    return null;
                });
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
