package io.ccobridge.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** A file that a download is written to: it is there whole or not at all. */
record WholeFile(Path file) {

    /** Takes what has come, before it is written. */
    interface Watcher {
        void saw(byte[] buffer, int length);
    }

    /** The folder that is not there. */
    Optional<Path> missingFolder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || !Files.isDirectory(folder)
                ? Optional.ofNullable(folder)
                : Optional.empty();
    }

    /**
     * @return how many bytes it has
     */
    long download(BridgeClient bridge, Watcher watcher, Map<String, String> query, String... path)
            throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
        try {
            long length;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                length = bridge.download(content -> copy(content, out, watcher), query, path);
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            return length;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long copy(InputStream content, OutputStream out, Watcher watcher)
            throws IOException {
        byte[] buffer = new byte[8192];
        long length = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            watcher.saw(buffer, n);
            write(out, buffer, n);
            length += n;
        }
        return length;
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
