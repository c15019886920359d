package io.ccobridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge export}. */
@Command(
        name = "export",
        description = {
            "Write the CCOs to a CSV file, every one that the filters let through; or write the"
                    + " audit pack of a period.",
            "",
            "The pack is a zip file: change orders with their state at the start and at the end of"
                    + " the period, lines as sent, approved and exported, the moves with their"
                    + " hashes, the calls to Spectrum, and a summary that adds up to the cent."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge export --csv november.csv",
            "  cco-bridge export --csv synced.csv --view synced --project 101",
            "  cco-bridge export --from 2026-11-01 --to 2026-11-30 --out november.zip"
        })
final class ExportCommand extends ClientCommand {

    @ArgGroup(multiplicity = "1")
    private What what;

    @Mixin private ChangeOrderFilter filter;

    /** One of the two. */
    static final class What {
        @Option(
                names = "--csv",
                required = true,
                paramLabel = "FILE",
                description = "The CSV file to write; it is there whole or not at all.")
        private Path csv;

        @ArgGroup(exclusive = false)
        private Pack pack;
    }

    /** All of it. */
    static final class Pack {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "DATE",
                description = "The pack's first day, for example 2026-11-01.")
        private LocalDate from;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "DATE",
                description = "The pack's last day.")
        private LocalDate to;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "The pack to write, a zip file; it is there whole or not at all.")
        private Path file;
    }

    @Override
    int call(BridgeClient bridge) throws IOException {
        return what.csv == null ? pack(bridge, what.pack) : csv(bridge, file(what.csv));
    }

    private int csv(BridgeClient bridge, WholeFile file) throws IOException {
        CsvRows rows = new CsvRows();
        file.download(bridge, rows, filter.parameters(), "change-orders.csv");
        if (json()) {
            printJson(written(file).put("change_orders", rows.count()));
        } else {
            out().println(Text.counted(rows.count(), "CCO") + " written to " + file.file());
        }
        return rows.count() == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
    }

    private int pack(BridgeClient bridge, Pack pack) throws IOException {
        if (!filter.parameters().isEmpty()) {
            throw wrongUsage("a pack has every CCO; it takes no filter");
        }
        WholeFile file = file(pack.file);
        long bytes =
                file.download(
                        bridge,
                        (buffer, length) -> {},
                        Map.of("from", pack.from.toString(), "to", pack.to.toString()),
                        "audit",
                        "pack");
        if (json()) {
            printJson(
                    written(file)
                            .put("from", pack.from.toString())
                            .put("to", pack.to.toString())
                            .put("bytes", bytes));
        } else {
            out().println(
                            "Audit pack of %s to %s written to %s (%,d bytes)"
                                    .formatted(pack.from, pack.to, file.file(), bytes));
        }
        return ExitCode.DONE;
    }

    private WholeFile file(Path path) {
        WholeFile file = new WholeFile(path);
        file.missingFolder()
                .ifPresent(
                        folder -> {
                            throw wrongUsage("there is no folder " + folder);
                        });
        return file;
    }

    private static ObjectNode written(WholeFile file) {
        return Json.mapper().createObjectNode().put("file", file.file().toString());
    }

    /** Counts the rows of a CSV file as it comes, the header aside. */
    private static final class CsvRows implements WholeFile.Watcher {
        private boolean quoted;
        private long ends;

        @Override
        public void saw(byte[] buffer, int length) {
            for (int i = 0; i < length; i++) {
                quoted ^= buffer[i] == '"';
                ends += !quoted && buffer[i] == '\n' ? 1 : 0;
            }
        }

        long count() {
            return Math.max(0, ends - 1);
        }
    }
}
