package io.ccobridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.audit.pack.AuditPack;
import io.ccobridge.changeorder.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditPackTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPeriodAddsUpFromItsOpeningToItsClosingAndTheNextGoesOnThere(Databases.Engine engine) {
        try (Chain chain = new Chain(engine)) {
            changeOrder(chain, 1, "USD");
            changeOrder(chain, 2, "USD");
            changeOrder(chain, 3, "CAD");
            // October
            move(chain, 1, "2026-10-20T12:00:00Z", "NEEDS_ATTENTION", "READY_TO_EXPORT", "100.00");
            move(
                    chain,
                    2,
                    "2026-10-31T22:59:59.999999Z",
                    "NEEDS_ATTENTION",
                    "NEEDS_ATTENTION",
                    "7.5");
            // November in Berlin begins here
            move(chain, 1, "2026-10-31T23:00:00Z", "READY_TO_EXPORT", "ACCEPTED", "100.00");
            move(chain, 1, "2026-11-02T12:00:00Z", "ACCEPTED", "SYNCED", "100.00");
            move(chain, 2, "2026-11-03T12:00:00Z", "NEEDS_ATTENTION", "NEEDS_ATTENTION", "-20.33");
            move(chain, 3, "2026-11-04T12:00:00Z", "NEEDS_ATTENTION", "READY_TO_EXPORT", "0.01");
            administration(chain, "2026-11-05T12:00:00Z");
            // December, and an entry of a node whose clock is behind
            move(chain, 2, "2026-11-30T23:00:00Z", "NEEDS_ATTENTION", "READY_TO_EXPORT", "-20.33");
            move(chain, 3, "2026-11-30T22:59:59Z", "READY_TO_EXPORT", "REJECTED", "0.01");

            Pack october = pack(chain, "2026-10-01", "2026-10-31");
            Pack november = pack(chain, "2026-11-01", "2026-11-30");
            Pack december = pack(chain, "2026-12-01", "2026-12-31");

            List.of(october, november, december).forEach(Pack::assertAddsUp);
            assertThat(october.figure("closing", "READY_TO_EXPORT", "USD")).isEqualTo("1: 100.00");
            assertThat(october.figure("closing", "NEEDS_ATTENTION", "USD")).isEqualTo("1: 7.50");
            assertThat(october.rows("change-orders.csv")).hasSize(2);
            assertThat(november.figure("opening", "READY_TO_EXPORT", "USD")).isEqualTo("1: 100.00");
            assertThat(november.figure("accepted", "decisions", "USD")).isEqualTo("1: 100.00");
            assertThat(november.figure("synced", "export", "USD")).isEqualTo("1: 100.00");
            assertThat(november.figure("changed", "NEEDS_ATTENTION", "USD")).isEqualTo("1: -27.83");
            assertThat(november.figure("administration", "user", "")).isEqualTo("1: 0.00");
            // what the chain passed before the last entry of November is November's
            assertThat(november.figure("closing", "REJECTED", "CAD")).isEqualTo("1: 0.01");
            assertThat(november.figure("closing", "READY_TO_EXPORT", "USD")).isEqualTo("1: -20.33");
            assertThat(december.rows("moves.csv")).isEmpty();
            assertThat(december.figure("opening", "READY_TO_EXPORT", "USD")).isEqualTo("1: -20.33");
            assertThat(chain("last", october)).isEqualTo(chain("before", november));
            assertThat(chain("last", december)).isEqualTo(chain.verify().head().toString());
            assertThat(november.text("summary.txt"))
                    .contains("AUDIT PACK OF CCO BRIDGE, 2026-11-01 to 2026-11-30")
                    .contains("Europe/Berlin")
                    .contains("cco-bridge audit verify --since " + chain("last", november));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void itsMovesAreAPieceOfTheChainThatCanBeProvedWithoutTheDatabase(Databases.Engine engine)
            throws Exception {
        try (Chain chain = new Chain(engine)) {
            changeOrder(chain, 1, "USD");
            for (String reason :
                    List.of(
                            "=1+1",
                            "'quoted",
                            "-5",
                            " \"Two\r\nlines\", Süd \ud83c\udfd7 ",
                            "+49 30",
                            "\tTab",
                            "@me",
                            "a,b")) {
                chain.transaction.executeWithoutResult(
                        status ->
                                chain.append(
                                        new Draft(
                                                1L,
                                                null,
                                                Instant.parse("2026-11-03T12:00:00.000001Z"),
                                                "ann",
                                                "SYNCED",
                                                "SYNCED",
                                                reason,
                                                "{\"a\":\"\\u00e4,\\\"\"}")));
            }
            administration(chain, "2026-11-05T12:00:00Z");
            Pack pack = pack(chain, "2026-11-01", "2026-11-30");

            String moves = pack.text("moves.csv");
            assertThat(moves).contains(",'=1+1,").contains("''quoted").contains(",'-5,");
            ChainCheck.Result found = check(moves, Remembered.NOTHING);
            assertThat(found.broken()).isNull();
            assertThat(found.entries()).isEqualTo(9);
            assertThat(found.last()).isEqualTo(chain.verify().head());
            assertThat(EntryCsv.read(new StringReader("\uFEFF" + moves)).next())
                    .isEqualTo(chain.entries().get(0));

            Broken changed = check(moves.replace("+49 30", "+49 31"), Remembered.NOTHING).broken();
            assertThat(changed.what()).isEqualTo(Broken.What.CHANGED);
            assertThat(changed.position()).isEqualTo(5);
            assertThat(
                            check(moves.replaceAll("\r\n3,[^\n]*", ""), Remembered.NOTHING)
                                    .broken()
                                    .what())
                    .isEqualTo(Broken.What.REMOVED);
            assertThatThrownBy(() -> check("a,b\r\n1,2\r\n", Remembered.NOTHING))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("position, at, by");
            assertThatThrownBy(
                            () ->
                                    check(
                                            moves.replaceFirst("2026-11-03T12", "x"),
                                            Remembered.NOTHING))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("its row 1 is no audit entry");
        }
    }

    private static ChainCheck.Result check(String csv, Remembered remembered) throws Exception {
        return ChainCheck.piece(EntryCsv.read(new StringReader(csv)), remembered);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPackIsOfOneMomentWhateverHappensWhileItIsWritten(Databases.Engine engine) {
        try (Chain chain = new Chain(engine)) {
            for (int id = 1; id <= 1200; id++) {
                changeOrder(chain, id, "USD");
            }
            chain.transaction.executeWithoutResult(
                    status -> {
                        for (long id = 1; id <= 1200; id++) {
                            chain.append(
                                    new Draft(
                                            id,
                                            null,
                                            chain.clock.instant(),
                                            "system",
                                            "NEEDS_ATTENTION",
                                            "READY_TO_EXPORT",
                                            "x".repeat(200),
                                            null));
                        }
                    });
            AuditPack packs = new AuditPack(chain.dataSource, BERLIN, chain.clock);
            Iterator<byte[]> pieces = packs.pack(query("2026-11-01", "2026-11-30"));
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            zip.writeBytes(pieces.next());
            move(chain, 1, "2026-11-23T12:00:00Z", "READY_TO_EXPORT", "ACCEPTED", "55.00");
            pieces.forEachRemaining(zip::writeBytes);
            close(pieces);

            Pack pack = new Pack(zip.toByteArray());
            pack.assertAddsUp();
            assertThat(pack.figure("closing", "READY_TO_EXPORT", "USD")).isEqualTo("1200: 0.00");
            assertThat(pack.rows("moves.csv")).hasSize(1200);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void twoAreWrittenAtOnceAndAThirdHasToWait(Databases.Engine engine) {
        try (Chain chain = new Chain(engine)) {
            AuditPack packs = new AuditPack(chain.dataSource, BERLIN, chain.clock);
            Iterator<byte[]> one = packs.pack(query("2026-11-01", "2026-11-30"));
            Iterator<byte[]> two = packs.pack(query("2026-11-01", "2026-11-30"));
            assertThatThrownBy(() -> packs.pack(query("2026-11-01", "2026-11-30")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("try again");
            close(one);
            close(one);
            close(packs.pack(query("2026-11-01", "2026-11-30")));
            close(two);
            assertThat(chain.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();

            assertThatThrownBy(() -> packs.pack(query("2026-11-30", "2026-11-01")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("before from");
        }
    }

    private static void close(Iterator<byte[]> pieces) {
        try {
            ((AutoCloseable) pieces).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(String from, String to) {
        return Map.of("from", from, "to", to);
    }

    private static Pack pack(Chain chain, String from, String to) {
        Iterator<byte[]> pieces =
                new AuditPack(chain.dataSource, BERLIN, chain.clock).pack(query(from, to));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        pieces.forEachRemaining(zip::writeBytes);
        close(pieces);
        return new Pack(zip.toByteArray());
    }

    private static String chain(String name, Pack pack) {
        return pack.rows("summary.csv").stream()
                .filter(row -> row.get("section").equals("chain") && row.get("name").equals(name))
                .findFirst()
                .orElseThrow()
                .get("how");
    }

    private static void changeOrder(Chain chain, long id, String currency) {
        chain.jdbc
                .sql(
                        """
                        INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                            problems, attempts, title, currency, created_at, updated_at)
                        VALUES (?, 101, CAST(? AS VARCHAR(20)), 'SYNCED', 1, FALSE, '[]', 0, '=HYPERLINK(1)', ?,
                            CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
                        """)
                .params(id, id, currency)
                .update();
    }

    private static void move(
            Chain chain, long id, String at, String from, String to, String total) {
        chain.transaction.executeWithoutResult(
                status -> {
                    chain.jdbc
                            .sql("UPDATE change_order SET total = ? WHERE id = ?")
                            .params(new BigDecimal(total), id)
                            .update();
                    chain.append(
                            new Draft(
                                    id,
                                    null,
                                    OffsetDateTime.parse(at).toInstant(),
                                    "ann",
                                    from,
                                    to,
                                    "Why.",
                                    null));
                });
    }

    private static void administration(Chain chain, String at) {
        chain.transaction.executeWithoutResult(
                status ->
                        chain.append(
                                new Draft(
                                        null,
                                        "user anna",
                                        Instant.parse(at),
                                        "ada",
                                        null,
                                        null,
                                        "Created.",
                                        null)));
    }
}
