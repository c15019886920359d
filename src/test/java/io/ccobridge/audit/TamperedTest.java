package io.ccobridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody with every right to the database can do to the chain, and what is said of it. */
class TamperedTest {

    private static final int ENTRIES = 10;

    private record Deed(String name, Consumer<Chain> deed, long position, Broken.What what) {}

    private static final List<Deed> DEEDS =
            List.of(
                    changed("actor = 'eve'"),
                    changed("reason = 'Another one.'"),
                    changed("reason = NULL"),
                    changed("at = CURRENT_TIMESTAMP"),
                    changed("to_state = 'REJECTED'"),
                    changed("from_state = NULL"),
                    changed("change_order_id = 2"),
                    changed("subject = 'user eve'"),
                    changed("amount = 1"),
                    changed("detail = '{}'"),
                    changed("hash = previous_hash"),
                    changed("previous_hash = hash"),
                    new Deed(
                            "removed",
                            chain -> chain.sql("DELETE FROM audit_entry WHERE id = 5"),
                            5,
                            Broken.What.REMOVED),
                    new Deed(
                            "the first removed",
                            chain -> chain.sql("DELETE FROM audit_entry WHERE id <= 2"),
                            1,
                            Broken.What.REMOVED),
                    new Deed(
                            "removed and renumbered",
                            chain -> {
                                chain.sql("DELETE FROM audit_entry WHERE id IN (5, 6)");
                                chain.sql("UPDATE audit_entry SET id = id - 2 WHERE id > 6");
                                chain.sql("UPDATE audit_head SET position = position - 2");
                            },
                            5,
                            Broken.What.REMOVED),
                    new Deed(
                            "the tail removed",
                            chain -> chain.sql("DELETE FROM audit_entry WHERE id > 7"),
                            8,
                            Broken.What.TRUNCATED),
                    new Deed(
                            "the last one removed",
                            chain -> chain.sql("DELETE FROM audit_entry WHERE id = 10"),
                            10,
                            Broken.What.TRUNCATED),
                    new Deed(
                            "all removed",
                            chain -> chain.sql("DELETE FROM audit_entry"),
                            1,
                            Broken.What.TRUNCATED),
                    new Deed(
                            "the head removed",
                            chain -> chain.sql("DELETE FROM audit_head"),
                            11,
                            Broken.What.REMOVED),
                    new Deed(
                            "swapped",
                            chain ->
                                    chain.sql(
                                            "UPDATE audit_entry SET id = 11 - id WHERE"
                                                    + " id IN (5, 6)"),
                            5,
                            Broken.What.REORDERED),
                    new Deed(
                            "swapped far away",
                            chain ->
                                    chain.sql(
                                            "UPDATE audit_entry SET id = 13 - id WHERE"
                                                    + " id IN (4, 9)"),
                            4,
                            Broken.What.REORDERED),
                    new Deed(
                            "put in beside another",
                            chain -> chain.forge(chain.entries().get(3).mark(), "forged"),
                            5,
                            Broken.What.INSERTED),
                    new Deed(
                            "put in, the rest renumbered",
                            chain -> {
                                chain.sql("UPDATE audit_entry SET id = id + 1 WHERE id > 4");
                                chain.sql("UPDATE audit_head SET position = position + 1");
                                chain.forge(chain.entries().get(3).mark(), "forged");
                            },
                            5,
                            Broken.What.INSERTED),
                    new Deed(
                            "put in with a wrong hash, the rest renumbered",
                            chain -> {
                                chain.sql("UPDATE audit_entry SET id = id + 1 WHERE id > 4");
                                chain.sql("UPDATE audit_head SET position = position + 1");
                                chain.forge(new Mark(4, "ab".repeat(32)), "forged");
                            },
                            5,
                            Broken.What.INSERTED),
                    new Deed(
                            "put in before the first",
                            chain -> chain.forge(new Mark(-1, Entry.NONE), "forged"),
                            0,
                            Broken.What.INSERTED),
                    new Deed(
                            "put in behind the head",
                            chain -> chain.forge(chain.entries().get(9).mark(), "forged"),
                            11,
                            Broken.What.INSERTED),
                    new Deed(
                            "the last one written anew without the head",
                            chain -> {
                                chain.sql("DELETE FROM audit_entry WHERE id = 10");
                                chain.forge(chain.entries().get(8).mark(), "forged");
                            },
                            10,
                            Broken.What.CHANGED));

    private static Deed changed(String assignment) {
        return new Deed(
                assignment,
                chain -> chain.sql("UPDATE audit_entry SET " + assignment + " WHERE id = 5"),
                5,
                Broken.What.CHANGED);
    }

    @TestFactory
    Stream<DynamicTest> theFirstEntryThatIsNotWhatItWasIsNamed() {
        return Databases.both()
                .flatMap(
                        engine -> {
                            Chain chain = new Chain(engine).with(ENTRIES).unprotected();
                            keep(chain);
                            return Stream.concat(
                                    DEEDS.stream()
                                            .map(
                                                    deed ->
                                                            DynamicTest.dynamicTest(
                                                                    deed.name() + " on " + engine,
                                                                    () ->
                                                                            assertNamed(
                                                                                    chain, deed))),
                                    Stream.of(
                                            DynamicTest.dynamicTest(
                                                    "done with " + engine, chain::close)));
                        });
    }

    private static void keep(Chain chain) {
        chain.sql("CREATE TABLE kept_entry AS SELECT * FROM audit_entry");
        chain.sql("CREATE TABLE kept_head AS SELECT * FROM audit_head");
    }

    private static void restore(Chain chain) {
        chain.sql("DELETE FROM audit_entry");
        chain.sql("INSERT INTO audit_entry SELECT * FROM kept_entry");
        chain.sql("DELETE FROM audit_head");
        chain.sql("INSERT INTO audit_head SELECT * FROM kept_head");
    }

    private static void assertNamed(Chain chain, Deed deed) {
        restore(chain);
        assertThat(chain.verify().valid()).isTrue();

        deed.deed().accept(chain);
        Verification found = chain.verify();

        assertThat(found.valid()).isFalse();
        assertThat(found.firstBroken().message()).endsWith(".").isNotBlank();
        assertThat(found.firstBroken().position())
                .as(found.firstBroken().message())
                .isEqualTo(deed.position());
        assertThat(found.firstBroken().what())
                .as(found.firstBroken().message())
                .isEqualTo(deed.what());
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aChainWrittenAnewFromItsStartIsFoundByWhatWasWrittenDown(Databases.Engine engine) {
        try (Chain chain = new Chain(engine).with(5)) {
            Mark third = chain.entries().get(2).mark();
            String head = chain.verify().head().hash();
            chain.with(2);
            assertThat(chain.verify(Map.of("since", third.toString(), "head", head)).valid())
                    .isTrue();
            assertThat(chain.verify(Map.of("since", "0:" + Entry.NONE)).valid()).isTrue();

            List<Entry> old = chain.entries();
            chain.unprotected().sql("DELETE FROM audit_entry");
            Mark last = Mark.START;
            for (Entry entry : old) {
                chain.forge(last, entry.position() == 2 ? "Eve was never here." : entry.reason());
                last = chain.entries().get((int) entry.position() - 1).mark();
            }
            new EntryTable(chain.jdbc).moveHead(last);

            assertThat(chain.verify().valid()).isTrue();
            Broken since = chain.verify(Map.of("since", third.toString())).firstBroken();
            assertThat(since.what()).isEqualTo(Broken.What.REWRITTEN);
            assertThat(since.position()).isEqualTo(3);
            Broken gone = chain.verify(Map.of("head", head)).firstBroken();
            assertThat(gone.what()).isEqualTo(Broken.What.REWRITTEN);
            assertThat(gone.position()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aTailThatIsGoneWithItsHeadIsFoundByWhereTheChangeOrdersStand(Databases.Engine engine) {
        try (Chain chain = new Chain(engine)) {
            chain.sql(
                    """
                    INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                        problems, attempts, created_at, updated_at)
                    VALUES (1, 101, '1', 'ACCEPTED', 1, FALSE, '[]', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
                    """);
            chain.with(3);
            Mark third = chain.entries().get(2).mark();
            chain.sql("UPDATE change_order SET state = 'SYNCED' WHERE id = 1");
            chain.transaction.executeWithoutResult(
                    status ->
                            chain.append(
                                    new Draft(
                                            1L,
                                            null,
                                            chain.clock.instant(),
                                            "system",
                                            "ACCEPTED",
                                            "SYNCED",
                                            null,
                                            null)));
            assertThat(chain.verify().valid()).isTrue();
            chain.unprotected().sql("DELETE FROM audit_entry WHERE id > 3");
            new EntryTable(chain.jdbc).moveHead(third);

            Broken broken = chain.verify().firstBroken();
            assertThat(broken.what()).isEqualTo(Broken.What.TRUNCATED);
            assertThat(broken.position()).isEqualTo(4);
            chain.sql("DELETE FROM audit_entry");
            new EntryTable(chain.jdbc).moveHead(Mark.START);
            assertThat(chain.verify().firstBroken().message())
                    .isEqualTo(
                            "Change order 1 is SYNCED, and no entry moved it there: entries are"
                                    + " missing at the end.");
            assertThat(broken.changeOrderId()).isEqualTo("1");
            assertThat(broken.message())
                    .isEqualTo(
                            "Change order 1 is SYNCED, and its last move, entry 3, left it ACCEPTED:"
                                    + " entries are missing at the end.");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aTailThatIsGoneWithItsHeadIsFoundByWhatWasWrittenDown(Databases.Engine engine) {
        try (Chain chain = new Chain(engine).with(5)) {
            Mark fifth = chain.entries().get(4).mark();
            Mark third = chain.entries().get(2).mark();
            chain.unprotected().sql("DELETE FROM audit_entry WHERE id > 3");
            new EntryTable(chain.jdbc).moveHead(third);

            assertThat(chain.verify().valid()).isTrue();
            Broken broken = chain.verify(Map.of("since", fifth.toString())).firstBroken();
            assertThat(broken.what()).isEqualTo(Broken.What.TRUNCATED);
            assertThat(broken.position()).isEqualTo(4);
            assertThat(chain.verify(Map.of("since", third.toString())).valid()).isTrue();
            assertThatThrownBy(() -> chain.verify(Map.of("since", "3")))
                    .isInstanceOf(Refusal.class);
        }
    }
}
