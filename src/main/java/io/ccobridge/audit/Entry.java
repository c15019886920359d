package io.ccobridge.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An entry of the audit trail in its place.
 *
 * <p>Its hash is the SHA-256, as 64 lower-case hexadecimal digits, of this text in UTF-8: {@code
 * cco-audit-1;} and then, in this order, {@code position}, {@code previous_hash}, {@code at},
 * {@code change_order_id}, {@code subject}, {@code by}, {@code from}, {@code to}, {@code amount},
 * {@code reason} and {@code detail}; each as its length in bytes, a colon, itself and a semicolon,
 * or as {@code -;} where there is none. Length first, so that no two entries give one text. A time
 * is UTC with six decimals ({@code 2026-11-20T17:03:11.000000Z}), an amount has at least two
 * decimals and no zero beyond them, a number no leading zero.
 *
 * @param position from 1, without gaps
 * @param previousHash of the entry before; {@link #NONE} for the first
 * @param amount the change order's total when the entry was written; null where there is none, and
 *     in entries from before the trail kept it
 * @param hash as it is stored; {@link #computedHash()} is what it should be
 */
public record Entry(
        long position,
        String previousHash,
        Instant at,
        Long changeOrderId,
        String subject,
        String by,
        String from,
        String to,
        BigDecimal amount,
        String reason,
        String detail,
        String hash) {

    /** What stands before the first entry. */
    public static final String NONE = "0".repeat(64);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** A row of audit_entry. */
    public static Entry of(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("previous_hash"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("change_order_id", Long.class),
                row.getString("subject"),
                row.getString("actor"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getBigDecimal("amount"),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("hash"));
    }

    /** The same with what the change order comes to; its hash is none of it yet. */
    Entry withAmount(BigDecimal total) {
        return new Entry(
                position,
                previousHash,
                at,
                changeOrderId,
                subject,
                by,
                from,
                to,
                total,
                reason,
                detail,
                hash);
    }

    /** The same behind that one, with the hash it has there. */
    Entry after(Mark last) {
        long place = last.position() + 1;
        return new Entry(
                place,
                last.hash(),
                at,
                changeOrderId,
                subject,
                by,
                from,
                to,
                amount,
                reason,
                detail,
                hash(place, last.hash()));
    }

    Mark mark() {
        return new Mark(position, hash);
    }

    public String computedHash() {
        return hash(position, previousHash);
    }

    /** Whether it is what was written, in this place and behind whatever it says it is behind. */
    boolean isGenuineAt(long place) {
        return hash(place, previousHash).equals(hash);
    }

    private String hash(long place, String before) {
        StringBuilder text = new StringBuilder("cco-audit-1;");
        add(text, Long.toString(place));
        add(text, before);
        add(text, time(at));
        add(text, changeOrderId == null ? null : changeOrderId.toString());
        add(text, subject);
        add(text, by);
        add(text, from);
        add(text, to);
        add(text, money(amount));
        add(text, reason);
        add(text, detail);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(StringBuilder text, String field) {
        if (field == null) {
            text.append("-;");
        } else {
            text.append(field.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(field)
                    .append(';');
        }
    }

    /** For example {@code 2026-11-20T17:03:11.000000Z}. */
    public static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.MICROS));
    }

    /** Exact, at least two decimals, no zeros beyond; null stays null. */
    public static String money(BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
