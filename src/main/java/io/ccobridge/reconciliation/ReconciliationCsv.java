package io.ccobridge.reconciliation;

import io.ccobridge.csv.Csv;
import io.ccobridge.reconciliation.Sheet.Entry;
import io.ccobridge.reconciliation.Sheet.Item;
import io.ccobridge.reconciliation.Sheet.ReasonOfItem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A line for each commitment, and under it one for each change order that explains a part of its
 * difference. Amounts of commitments and of change orders stand in columns of their own, so that
 * each column can be added up.
 */
final class ReconciliationCsv {

    private static final List<String> COLUMNS =
            List.of(
                    "line",
                    "as_of",
                    "project_id",
                    "project_name",
                    "job_number",
                    "commitment_id",
                    "commitment_number",
                    "vendor",
                    "vendor_code",
                    "procore_count",
                    "procore_total",
                    "spectrum_count",
                    "spectrum_total",
                    "difference",
                    "reason",
                    "change_order_id",
                    "number",
                    "title",
                    "change_request_number",
                    "state",
                    "procore_amount",
                    "synced_amount",
                    "amount",
                    "may_hold",
                    "why");

    private ReconciliationCsv() {}

    static Iterator<String> lines(Instant asOf, Iterator<Item> items) {
        return new Iterator<>() {
            private boolean started;

            @Override
            public boolean hasNext() {
                return !started || items.hasNext();
            }

            @Override
            public String next() {
                if (!started) {
                    started = true;
                    return Csv.line(COLUMNS);
                }
                return lines(asOf, items.next());
            }
        };
    }

    private static String lines(Instant asOf, Item item) {
        StringBuilder lines =
                new StringBuilder(
                        line(
                                "commitment",
                                asOf,
                                item,
                                item.procore().count(),
                                money(item.procore().total()),
                                item.spectrum().count(),
                                money(item.spectrum().total()),
                                money(item.difference())));
        for (ReasonOfItem reason : item.reasons()) {
            for (Entry entry : reason.changeOrders()) {
                lines.append(
                        line(
                                "change-order",
                                asOf,
                                item,
                                null,
                                null,
                                null,
                                null,
                                null,
                                reason.reason(),
                                entry.id(),
                                entry.number(),
                                entry.title(),
                                entry.changeRequestNumber(),
                                entry.state(),
                                money(entry.procoreAmount()),
                                money(entry.syncedAmount()),
                                money(entry.amount()),
                                money(entry.mayHold()),
                                entry.why()));
            }
        }
        return lines.toString();
    }

    private static String line(String kind, Instant asOf, Item item, Object... rest) {
        Object[] cells = new Object[COLUMNS.size()];
        Object[] start = {
            kind,
            asOf.toString(),
            item.projectId(),
            item.projectName(),
            item.jobNumber(),
            item.commitmentId(),
            item.commitmentNumber(),
            item.vendor(),
            item.vendorCode()
        };
        System.arraycopy(start, 0, cells, 0, start.length);
        System.arraycopy(rest, 0, cells, start.length, rest.length);
        return Csv.line(Arrays.asList(cells));
    }

    /** Theirs is the minus sign of a number, not the start of a formula. */
    private static Csv.Plain money(String amount) {
        return new Csv.Plain(amount);
    }
}
