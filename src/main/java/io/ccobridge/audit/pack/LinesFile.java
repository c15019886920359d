package io.ccobridge.audit.pack;

import java.util.List;

/** The lines of change orders: as sent by Procore, as approved, and as Spectrum took them. */
final class LinesFile {

    private static final List<String> COLUMNS =
            List.of(
                    "kind",
                    "change_order_id",
                    "export_id",
                    "line",
                    "wbs_code",
                    "phase",
                    "cost_type",
                    "description",
                    "amount",
                    "currency",
                    "by",
                    "at");

    private LinesFile() {}

    static CsvFile of(Snapshot snapshot, Tally tally) {
        return new CsvFile(
                "lines.csv",
                COLUMNS,
                List.of(
                        new SentLines(snapshot, tally),
                        new ApprovedLines(snapshot, tally),
                        SpectrumCalls.asLines(snapshot, tally)));
    }
}
