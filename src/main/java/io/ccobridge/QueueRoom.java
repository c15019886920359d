package io.ccobridge;

import io.ccobridge.access.CurrentCallers;
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.Archiver;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.settings.Setting;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The approval queue: what arrives, what waits for a decision, what was accepted. */
final class QueueRoom {

    final NumberBook numbers;
    final Arrivals arrivals;
    final ApprovalQueue queue;
    final Acceptances acceptances;
    final ChangeOrderDocuments documents;

    QueueRoom(Ground ground, CurrentCallers callers) {
        JdbcClient jdbc = ground.jdbc();
        TransactionTemplate transaction = ground.transaction();
        Clock clock = ground.clock();
        numbers =
                new NumberBook(
                        jdbc,
                        candidate ->
                                ChangeRequestNumbers.changeRequestNumbers(candidate.changeOrder()),
                        candidate ->
                                ChangeRequestNumbers.subChangeOrderNumbers(
                                        candidate.changeOrder()));
        arrivals =
                new Arrivals(
                        jdbc,
                        transaction,
                        numbers,
                        ground.settings().text(Setting.APPROVAL_SEND).equals("manual"),
                        ground.site().directExport(),
                        clock);
        queue =
                new ApprovalQueue(
                        jdbc, transaction, numbers, arrivals, ground.site().approvalRules(), clock);
        acceptances =
                new Acceptances(
                        jdbc,
                        transaction,
                        numbers,
                        queue,
                        ground.site().approvalRules(),
                        callers::held,
                        clock);
        documents = new ChangeOrderDocuments(jdbc);
        ground.bind(
                "archive",
                new Archiver(
                        jdbc,
                        transaction,
                        ground.settings().duration(Setting.RETENTION_SYNCED_AFTER),
                        clock));
    }
}
