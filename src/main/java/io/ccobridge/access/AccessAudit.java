package io.ccobridge.access;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes who may call, and tells the audit trail of it in the same transaction. */
final class AccessAudit {

    private final TransactionTemplate transaction;
    private final AuditTrail trail;

    AccessAudit(DataSource dataSource, Clock clock) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.trail = new AuditTrail(JdbcClient.create(dataSource), clock);
    }

    /**
     * @param subject {@code user NAME} or {@code token NAME}
     * @param change makes the change and gives what the entry tells in detail, never a secret; or
     *     null
     */
    void record(Caller by, String subject, String action, Supplier<Map<String, ?>> change) {
        transaction.executeWithoutResult(
                status -> {
                    Map<String, ?> detail = change.get();
                    trail.administration(by, subject, action, detail);
                });
    }
}
