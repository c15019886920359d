package io.ccobridge.link;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.csv.Csv;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links by hand from a CSV file with the header {@code procore_id,spectrum_code}; a column {@code
 * kind} may be there and says the same kind then.
 */
public final class LinkImport {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreHeaderCase(true)
                    .setAllowMissingColumnNames(true)
                    .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                    .setTrim(true)
                    .get();

    private final ManualLinks links;
    private final LinkAudit audit;
    private final TransactionTemplate transaction;

    public LinkImport(DataSource dataSource, ManualLinks links, Clock clock) {
        this.links = links;
        audit = new LinkAudit(JdbcClient.create(dataSource), clock);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** A line that was not taken; the header is line 1. */
    public record LineError(long line, String message) {}

    /** How many lines were taken, and those that were not. */
    public record Imported(int imported, List<LineError> errors) {}

    /**
     * Takes every good line, in one transaction, and tells of the others.
     *
     * @throws Refusal 404 for a kind there is not, 422 for a file without that header
     */
    public Imported importCsv(String csv, String kind, Caller caller) {
        LinkKind of = LinkKind.of(kind);
        return transaction.execute(status -> read(csv, of, caller));
    }

    private Imported read(String csv, LinkKind kind, Caller caller) {
        // Excel writes a byte order mark
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            for (String column : List.of("procore_id", "spectrum_code")) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw wrongHeader();
                }
            }
            List<ManualLinks.Kept> kept = new ArrayList<>();
            List<LineError> errors = read(parser, kind, caller, kept);
            audit.imported(kind, kept, caller);
            return new Imported(kept.size(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            // two columns of one name
            throw wrongHeader();
        }
    }

    private List<LineError> read(
            CSVParser parser, LinkKind kind, Caller caller, List<ManualLinks.Kept> kept) {
        List<LineError> errors = new ArrayList<>();
        Iterator<CSVRecord> records = parser.iterator();
        while (true) {
            try {
                if (!records.hasNext()) {
                    return errors;
                }
                CSVRecord line = records.next();
                checkKind(line, kind);
                kept.add(
                        links.keep(
                                kind,
                                value(line, "procore_id"),
                                value(line, "spectrum_code"),
                                caller));
            } catch (Refusal e) {
                errors.add(new LineError(parser.getCurrentLineNumber(), named(e)));
            } catch (UncheckedIOException | IllegalStateException e) {
                errors.add(
                        new LineError(
                                parser.getCurrentLineNumber(),
                                "A quotation mark is opened and not closed; nothing after it could"
                                        + " be read."));
                return errors;
            }
        }
    }

    /**
     * A file of all kinds has a column that says it; its other lines would be links of this one.
     */
    private static void checkKind(CSVRecord line, LinkKind kind) {
        String said = line.isSet("kind") ? line.get("kind") : "";
        if (!said.isEmpty() && !said.equals(kind.word())) {
            throw Refusal.invalid(
                    "kind",
                    "This line is one of " + said + "; only " + kind.word() + " are taken.");
        }
    }

    private static String value(CSVRecord line, String column) {
        return line.isSet(column) ? Csv.read(line.get(column)) : null;
    }

    private static String named(Refusal refusal) {
        return refusal.fieldErrors().get(0).field() + ": " + refusal.getMessage();
    }

    private static Refusal wrongHeader() {
        return Refusal.invalid("body", "The first line is to be procore_id,spectrum_code.");
    }
}
