package io.ccobridge.cli;

import io.ccobridge.audit.Broken;
import io.ccobridge.audit.ChainCheck;
import io.ccobridge.audit.EntryCsv;
import io.ccobridge.audit.Mark;
import io.ccobridge.audit.Remembered;
import io.ccobridge.audit.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The audit entries of a file: {@code moves.csv} of a pack, or the pack itself. */
record AuditFile(Path path) {

    /**
     * Whether the entries fit together, and are those that were written down.
     *
     * @throws IllegalArgumentException in a sentence, for what is no such file
     * @throws IOException when it cannot be read
     */
    Verification verify(Remembered remembered) throws IOException {
        return isZip()
                ? verifyZip(remembered)
                : verify(Files.newInputStream(path), remembered, null);
    }

    private boolean isZip() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 'P' && in.read() == 'K';
        }
    }

    private Verification verifyZip(Remembered remembered) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry summary = zip.getEntry("summary.csv");
            Mark end = summary == null ? null : end(zip.getInputStream(summary)).orElse(null);
            ZipEntry moves = zip.getEntry("moves.csv");
            if (moves == null) {
                throw new IllegalArgumentException("it has no moves.csv");
            }
            return verify(zip.getInputStream(moves), remembered, end);
        }
    }

    /**
     * @param end the last entry that there should be; null when nobody says
     */
    private static Verification verify(InputStream csv, Remembered remembered, Mark end)
            throws IOException {
        try (Reader reader = reader(csv)) {
            ChainCheck.Result found = ChainCheck.piece(EntryCsv.read(reader), remembered);
            Broken broken = found.broken();
            if (broken == null && end != null && found.entries() > 0 && !end.equals(found.last())) {
                broken =
                        new Broken(
                                found.last().position() + 1,
                                null,
                                null,
                                Broken.What.TRUNCATED,
                                "The summary says that entry "
                                        + end.position()
                                        + " is the last one, and the last one here is entry "
                                        + found.last().position()
                                        + ".");
            }
            if (broken == null) {
                broken = found.forgotten();
            }
            return new Verification(
                    broken == null, found.entries(), broken, found.last(), Instant.now());
        }
    }

    private static Optional<Mark> end(InputStream summary) throws IOException {
        try (Reader reader = reader(summary)) {
            for (CSVRecord row :
                    CSVFormat.RFC4180
                            .builder()
                            .setHeader()
                            .setSkipHeaderRecord(true)
                            .get()
                            .parse(reader)) {
                if (row.get("section").equals("chain") && row.get("name").equals("last")) {
                    return Mark.of(row.get("how"));
                }
            }
            return Optional.empty();
        }
    }

    private static Reader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
