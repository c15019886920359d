package io.ccobridge.audit.pack;

import io.ccobridge.audit.pack.Summary.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A pack as the bytes of a zip file, in pieces: each is made when the one before is sent, so that a
 * pack of any length needs no memory. The summary comes last, when the rows have been counted; with
 * it the snapshot is given back, and when it is closed before.
 */
final class ZipPieces implements Iterator<byte[]>, AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private final Snapshot snapshot;
    private final Tally tally;
    private final Instant now;
    private final Runnable atEnd;
    private final Deque<CsvFile> waiting;
    private final List<Written> written = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private CsvFile file;
    private Iterator<String> text;
    private boolean over;
    private boolean closed;

    /**
     * @param atEnd run once, when it is closed
     */
    ZipPieces(Snapshot snapshot, Tally tally, List<CsvFile> files, Instant now, Runnable atEnd) {
        this.snapshot = snapshot;
        this.tally = tally;
        this.waiting = new ArrayDeque<>(files);
        this.now = now;
        this.atEnd = atEnd;
    }

    @Override
    public boolean hasNext() {
        return !over;
    }

    @Override
    public byte[] next() {
        if (over) {
            throw new NoSuchElementException();
        }
        try {
            while (!over && bytes.size() < PIECE) {
                step();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] piece = bytes.toByteArray();
        bytes.reset();
        return piece;
    }

    private void step() throws IOException {
        if (file == null && waiting.isEmpty()) {
            Summary summary = new Summary(snapshot, tally, written, now);
            whole("summary.csv", summary.csv());
            whole("summary.txt", summary.text());
            zip.close();
            close();
        } else if (file == null) {
            file = waiting.remove();
            text = file.pieces();
            begin(file.name());
        } else if (text.hasNext()) {
            byte[] piece = text.next().getBytes(StandardCharsets.UTF_8);
            digest.update(piece);
            zip.write(piece);
        } else {
            zip.closeEntry();
            written.add(
                    new Written(
                            file.name(), file.count(), HexFormat.of().formatHex(digest.digest())));
            file = null;
        }
    }

    private void whole(String name, String content) throws IOException {
        begin(name);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(now));
        zip.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            over = true;
            snapshot.close();
            atEnd.run();
        }
    }
}
