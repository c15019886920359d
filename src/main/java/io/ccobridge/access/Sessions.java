package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is signed in to the web console. A session is a secret of 256 random bits in the browser's
 * cookie, kept here as its SHA-256; it ends when it is idle for too long, when it is too old, when
 * its user is deleted, and when somebody ends it. It outlives a restart and holds on every node.
 */
public final class Sessions {

    /** A session in use says so in the database after this long, not with each request. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    /** And at least this many times before it would be idle for too long. */
    private static final int SIGNS_OF_LIFE = 30;

    /**
     * A session in force.
     *
     * @param csrf what every form of this session carries, so that no other site can send one
     */
    public record Session(Caller caller, String csrf) {}

    /** A session as its browser sees it, once. */
    public record NewSession(String secret, String csrf) {}

    /** A session as its user sees it in a list. */
    public record Listed(
            String address,
            String browser,
            Instant createdAt,
            Instant lastSeenAt,
            boolean thisOne) {}

    private record Row(
            String hash, String user, String csrf, Instant createdAt, Instant lastSeenAt) {}

    private final JdbcClient database;
    private final Function<String, Optional<Caller>> users;
    private final Clock clock;
    private final SecureRandom random;
    private final Duration idle;
    private final Duration longest;
    private final Duration signOfLife;

    /**
     * @param users the caller that a user's name stands for; nothing when there is none of it
     * @param idle without a person's request for this long, a session ends
     * @param longest and after this long in any case
     */
    public Sessions(
            DataSource dataSource,
            Function<String, Optional<Caller>> users,
            Clock clock,
            SecureRandom random,
            Duration idle,
            Duration longest) {
        this.database = JdbcClient.create(dataSource);
        this.users = users;
        this.clock = clock;
        this.random = random;
        this.idle = idle;
        this.longest = longest;
        Duration often = idle.dividedBy(SIGNS_OF_LIFE);
        this.signOfLife = often.compareTo(SIGN_OF_LIFE) < 0 ? often : SIGN_OF_LIFE;
    }

    /** A new session for somebody who has just shown who they are. */
    public NewSession begin(String user, String address, String browser) {
        Instant now = clock.instant();
        forgetEnded(now);
        NewSession session = new NewSession(secret(), secret());
        database.sql(
                        "INSERT INTO console_session (hash, user_name, csrf, address, browser, created_at,"
                                + " last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        hash(session.secret()),
                        user,
                        session.csrf(),
                        cut(address, 100),
                        cut(browser, 300),
                        time(now),
                        time(now))
                .update();
        return session;
    }

    /**
     * The session of a browser's secret; nothing when it has ended or never was. To be found does
     * not keep it alive.
     */
    public Optional<Session> find(String secret) {
        return inForce(secret, clock.instant()).flatMap(this::session);
    }

    /** The same for what a person does: from now on the session is not idle. */
    public Optional<Session> use(String secret) {
        Instant now = clock.instant();
        Optional<Row> found = inForce(secret, now);
        found.filter(row -> row.lastSeenAt().plus(signOfLife).isBefore(now))
                .ifPresent(row -> signOfLife(row.hash(), now));
        return found.flatMap(this::session);
    }

    private Optional<Row> inForce(String secret, Instant now) {
        String hash = hash(secret);
        return database.sql(
                        "SELECT user_name, csrf, created_at, last_seen_at FROM console_session WHERE"
                                + " hash = ?")
                .param(hash)
                .query(
                        (row, number) ->
                                new Row(
                                        hash,
                                        row.getString(1),
                                        row.getString(2),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional()
                .filter(row -> row.lastSeenAt().plus(idle).isAfter(now))
                .filter(row -> row.createdAt().plus(longest).isAfter(now));
    }

    private Optional<Session> session(Row row) {
        return users.apply(row.user()).map(caller -> new Session(caller, row.csrf()));
    }

    /** Signs out: the secret is worthless from now on. */
    public void end(String secret) {
        database.sql("DELETE FROM console_session WHERE hash = ?").param(hash(secret)).update();
    }

    /** Signs a user out everywhere; also when the password or the role was changed. */
    public int endAll(String user) {
        return database.sql("DELETE FROM console_session WHERE user_name = ?").param(user).update();
    }

    /** Where a user is signed in, the newest sign of life first. */
    public List<Listed> of(String user, String secret) {
        String own = hash(secret);
        return database.sql(
                        "SELECT address, browser, created_at, last_seen_at, hash FROM console_session"
                                + " WHERE user_name = ? ORDER BY last_seen_at DESC, hash")
                .param(user)
                .query(
                        (row, number) ->
                                new Listed(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getObject(4, OffsetDateTime.class).toInstant(),
                                        own.equals(row.getString(5))))
                .list();
    }

    private void signOfLife(String hash, Instant now) {
        database.sql("UPDATE console_session SET last_seen_at = ? WHERE hash = ?")
                .params(time(now), hash)
                .update();
    }

    private void forgetEnded(Instant now) {
        database.sql("DELETE FROM console_session WHERE last_seen_at < ? OR created_at < ?")
                .params(time(now.minus(idle)), time(now.minus(longest)))
                .update();
    }

    private String secret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
