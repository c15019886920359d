package io.ccobridge.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When each token was last used, so that one that nobody uses any more can be found. */
final class TokenUse {

    private static final Logger LOG = LoggerFactory.getLogger(TokenUse.class);
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    TokenUse(DataSource dataSource, Clock clock) {
        this.database = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.clock = clock;
    }

    /**
     * A token was used: written now and then, by one of many calls; a call never fails or waits
     * twice for it.
     *
     * @param lastUsedAt as the table has it; null: never
     */
    void seen(String name, Instant lastUsedAt) {
        Instant now = clock.instant();
        Instant due = now.minus(WRITTEN_EVERY);
        if (lastUsedAt != null && lastUsedAt.isAfter(due)) {
            return;
        }
        Instant last = written.get(name);
        boolean anothers =
                last == null
                        ? written.putIfAbsent(name, now) != null
                        : last.isAfter(due) || !written.replace(name, last, now);
        if (anothers) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> write(name, now, due));
        } catch (RuntimeException e) {
            // the rest of what PostgreSQL says shows the row, hash and all
            String reason =
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            LOG.warn(
                    "That token {} was used could not be written: {}",
                    name,
                    reason.lines().findFirst().orElse(""));
        }
    }

    /** Whoever holds the row, or was quicker on another node, is not waited for. */
    private void write(String name, Instant now, Instant due) {
        boolean free =
                database.sql("SELECT name FROM api_token WHERE name = ? FOR UPDATE SKIP LOCKED")
                        .param(name)
                        .query(String.class)
                        .optional()
                        .isPresent();
        if (free) {
            database.sql(
                            """
                            UPDATE api_token SET last_used_at = :now
                            WHERE name = :name AND (last_used_at IS NULL OR last_used_at <= :due)""")
                    .param("now", Moments.column(now))
                    .param("due", Moments.column(due))
                    .param("name", name)
                    .update();
        }
    }

    void forget(String name) {
        written.remove(name);
    }
}
