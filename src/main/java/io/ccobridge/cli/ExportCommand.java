package io.ccobridge.cli;

import io.ccobridge.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge export}. */
@Command(
        name = "export",
        description = "Write the CCOs to a CSV file, every one that the filters let through.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge export --csv november.csv",
            "  cco-bridge export --csv synced.csv --view synced --project 101"
        })
final class ExportCommand extends ClientCommand {

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; it is there whole or not at all.")
    private Path file;

    @Mixin private ChangeOrderFilter filter;

    @Override
    int call(BridgeClient bridge) throws IOException {
        Path whole = file.toAbsolutePath();
        if (whole.getParent() == null || !Files.isDirectory(whole.getParent())) {
            throw wrongUsage("there is no folder " + whole.getParent());
        }
        Path part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
        try {
            long rows = download(bridge, part);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            print(rows);
            return rows == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void print(long rows) {
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .put("file", file.toString())
                            .put("change_orders", rows));
        } else {
            out().println(Text.counted(rows, "CCO") + " written to " + file);
        }
    }

    private long download(BridgeClient bridge, Path part) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            return bridge.download(
                    content -> copy(content, out), filter.parameters(), "change-orders.csv");
        }
    }

    /**
     * Copies CSV.
     *
     * @return its rows without the header
     */
    private static long copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        boolean quoted = false;
        long ends = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            for (int i = 0; i < n; i++) {
                quoted ^= buffer[i] == '"';
                ends += !quoted && buffer[i] == '\n' ? 1 : 0;
            }
            write(out, buffer, n);
        }
        return Math.max(0, ends - 1);
    }

    // a full disk is not a broken connection
    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
