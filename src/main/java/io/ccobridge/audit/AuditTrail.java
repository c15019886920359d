package io.ccobridge.audit;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records what people do to the bridge itself: users, tokens, delegations, links, replays, notes,
 * pauses, documents that could not be read, the archive.
 */
public final class AuditTrail {

    private static final int LONGEST_SUBJECT = 300;

    private final AuditChain chain;
    private final Clock clock;

    public AuditTrail(JdbcClient jdbc, Clock clock) {
        this.chain = new AuditChain(jdbc);
        this.clock = clock;
    }

    /**
     * Records an act that belongs to no change order, in the transaction of the act.
     *
     * @param subject what it was done to: {@code user anna}, {@code token nightly}, {@code link
     *     vendors 4711}, {@code exports}; what is beyond 300 characters is left out
     * @param action what was done, as a sentence
     * @param detail what was before and after, or null; never a secret
     * @throws IllegalStateException without a transaction
     */
    public void administration(Caller by, String subject, String action, Map<String, ?> detail) {
        chain.append(entry(by, subject, action, detail, clock.instant()));
    }

    /** The entry that {@link #administration} appends, for those who know what time it is. */
    public static Draft entry(
            Caller by, String subject, String action, Map<String, ?> detail, Instant at) {
        return new Draft(
                null,
                subject.length() <= LONGEST_SUBJECT
                        ? subject
                        : subject.substring(0, LONGEST_SUBJECT),
                at,
                by.name(),
                null,
                null,
                action,
                detail == null ? null : Json.writeAscii(detail));
    }
}
