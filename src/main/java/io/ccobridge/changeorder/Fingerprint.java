package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What an approver decides about, as one value: contract company, title, status, total amount,
 * description and lines (lifecycle, "The lock"), and the commitment, since the same company may
 * have several. Two documents with the same fingerprint are the same decision. The order of lines
 * and trailing zeros do not count, and neither do quantities and unit costs: it is the amounts that
 * go to Spectrum.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** 64 hexadecimal digits. */
    public static String of(ChangeOrder changeOrder) {
        StringBuilder text = new StringBuilder();
        add(text, company(changeOrder));
        add(text, changeOrder.title());
        add(
                text,
                changeOrder.status() == null
                        ? null
                        : changeOrder.status().toLowerCase(Locale.ROOT));
        add(text, plain(changeOrder.total()));
        add(text, changeOrder.description());
        List<String> lines = changeOrder.lines().stream().map(Fingerprint::line).sorted().toList();
        lines.forEach(line -> add(text, line));
        changeOrder
                .fieldProblems()
                .forEach(problem -> add(text, problem.field() + " " + problem.message()));
        return sha256(text.toString());
    }

    /** SHA-256 of a text, as 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            // UTF-16: the half characters that Procore may send would all be the same "?" in UTF-8
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_16BE)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String company(ChangeOrder changeOrder) {
        Vendor vendor = changeOrder.vendor();
        String commitment = "commitment " + changeOrder.commitmentId();
        if (vendor == null) {
            return commitment;
        }
        return commitment + (vendor.id() == null ? " " + vendor.name() : " vendor " + vendor.id());
    }

    private static String line(Line line) {
        StringBuilder text = new StringBuilder();
        add(text, line.wbsCode());
        add(text, plain(line.amount()));
        add(text, line.description());
        return text.toString();
    }

    private static String plain(BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }

    /** Length first, so that no two different lists of parts give one text. */
    private static void add(StringBuilder text, String part) {
        if (part == null) {
            text.append("-;");
        } else {
            text.append(part.length()).append(':').append(part).append(';');
        }
    }
}
