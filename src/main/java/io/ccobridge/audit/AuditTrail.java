package io.ccobridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.json.Json;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records what people do to the bridge itself: users, tokens, links, exports. */
public final class AuditTrail {

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
     *     vendors 4711}, {@code exports}; at most 300 characters
     * @param action what was done, as a sentence
     * @param detail what was before and after, or null; never a secret
     * @throws IllegalStateException without a transaction
     */
    public void administration(Caller by, String subject, String action, JsonNode detail) {
        chain.append(
                new Draft(
                        null,
                        subject,
                        clock.instant(),
                        by.name(),
                        null,
                        null,
                        action,
                        detail == null ? null : Json.writeAscii(detail)));
    }
}
