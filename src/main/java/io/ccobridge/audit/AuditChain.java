package io.ccobridge.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends to the chain. The entries of a transaction are kept until it is about to commit: then the
 * database locks the head, gives them their places and hashes (triggers of migration V4.2), and the
 * commit follows at once. So the head is the last lock that any transaction takes, which cannot
 * close a circle of waiting, and it is held for no longer than the commit takes. What is rolled
 * back has never had a place.
 *
 * <p>An entry cannot be read back before its transaction has ended.
 */
public final class AuditChain {

    private final EntryTable table;

    public AuditChain(JdbcClient jdbc) {
        this.table = new EntryTable(jdbc);
    }

    /**
     * Appends an entry with this transaction.
     *
     * @throws IllegalStateException without a transaction, or in one that has committed: an entry
     *     that could outlive what it tells of, or be lost while that stays, is a mistake of ours
     */
    public void append(Draft draft) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException(
                    "an audit entry belongs to the transaction of what it tells of, and there is"
                            + " none");
        }
        pending().add(draft);
    }

    /** What this transaction has to append so far, whoever of us began it. */
    private Pending pending() {
        for (TransactionSynchronization one :
                TransactionSynchronizationManager.getSynchronizations()) {
            if (one instanceof Pending pending) {
                return pending;
            }
        }
        Pending pending = new Pending(table);
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    private static final class Pending implements TransactionSynchronization {

        private final EntryTable table;
        private final List<Draft> drafts = new ArrayList<>();
        private boolean appended;

        Pending(EntryTable table) {
            this.table = table;
        }

        void add(Draft draft) {
            if (appended) {
                throw new IllegalStateException(
                        "an audit entry comes too late: its transaction has been committed");
            }
            drafts.add(draft);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            appended = true;
            drafts.forEach(table::insert);
        }
    }
}
