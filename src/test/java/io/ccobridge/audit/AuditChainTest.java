package io.ccobridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditChainTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void eachEntryHasItsPlaceAndTheHashOfTheOneBefore(Databases.Engine engine) {
        try (Chain chain = new Chain(engine).with(3)) {
            List<Entry> entries = chain.entries();

            assertThat(entries).extracting(Entry::position).containsExactly(1L, 2L, 3L);
            assertThat(entries.get(0).previousHash()).isEqualTo(Entry.NONE);
            assertThat(entries.get(1).previousHash()).isEqualTo(entries.get(0).hash());
            assertThat(entries.get(2).previousHash()).isEqualTo(entries.get(1).hash());
            assertThat(entries).allMatch(entry -> entry.hash().equals(entry.computedHash()));
            assertThat(chain.verify())
                    .isEqualTo(
                            new Verification(
                                    true, 3, null, entries.get(2).mark(), chain.clock.instant()));
        }
    }

    @Test
    void theHashIsTheOneOfTheTextThatIsDocumented() throws NoSuchAlgorithmException {
        Entry entry =
                new Entry(
                                0,
                                null,
                                Instant.parse("2026-11-20T17:03:11.123456789Z"),
                                17L,
                                null,
                                "ann",
                                "READY_TO_EXPORT",
                                "ACCEPTED",
                                new BigDecimal("12500.5000"),
                                "Süd",
                                "{}",
                                null)
                        .after(new Mark(41, "ab".repeat(32)));

        assertThat(entry.hash())
                .isEqualTo(
                        sha256(
                                "cco-audit-1;2:42;64:"
                                        + "ab".repeat(32)
                                        + ";27:2026-11-20T17:03:11.123456Z;2:17;-;3:ann;"
                                        + "15:READY_TO_EXPORT;8:ACCEPTED;8:12500.50;4:Süd;2:{};"));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What a database makes of a value must not be what the hash was made of. */
    @Test
    void theSameEntriesHaveTheSameHashesOnBothDatabasesAndAfterReadingBack() {
        List<List<String>> hashes = new ArrayList<>();
        for (Databases.Engine engine : Databases.Engine.values()) {
            try (Chain chain = new Chain(engine)) {
                chain.sql(
                        """
                        INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                            problems, attempts, total, created_at, updated_at)
                        VALUES (1, 101, 'x', 'NEEDS_ATTENTION', 1, FALSE, '[]', 0, -1234567.5,
                            CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
                        """);
                for (String at :
                        List.of(
                                "2026-03-29T01:59:59.999999999Z",
                                "2026-10-25T00:30:00.000001Z",
                                "2026-11-23T12:00:00.1Z")) {
                    chain.transaction.executeWithoutResult(
                            status ->
                                    chain.append(
                                            new Draft(
                                                    1L,
                                                    null,
                                                    Instant.parse(at),
                                                    "ann",
                                                    "SYNCED",
                                                    "SYNCED",
                                                    "\u0000 \ud800 'ä' \ud83c\udfd7\r\n",
                                                    "{\"amount\":\"1.00\"}")));
                }
                chain.transaction.executeWithoutResult(
                        status ->
                                chain.append(
                                        new Draft(
                                                null,
                                                "user anna",
                                                Instant.EPOCH,
                                                "ada",
                                                null,
                                                null,
                                                "",
                                                null)));
                assertThat(chain.verify()).matches(Verification::valid);
                assertThat(chain.entries().get(0).amount()).isEqualByComparingTo("-1234567.50");
                hashes.add(chain.entries().stream().map(Entry::hash).toList());
            }
        }
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsRolledBackLeavesNeitherAnEntryNorAGap(Databases.Engine engine) {
        try (Chain chain = new Chain(engine).with(1)) {
            chain.transaction.executeWithoutResult(
                    status -> {
                        chain.append(chain.draft("never"));
                        status.setRollbackOnly();
                    });
            assertThatThrownBy(
                            () ->
                                    chain.transaction.executeWithoutResult(
                                            status -> {
                                                chain.append(chain.draft("never"));
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            chain.with(1);

            assertThat(chain.entries()).extracting(Entry::position).containsExactly(1L, 2L);
            assertThat(chain.verify().valid()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aTransactionWithinATransactionHasEntriesOfItsOwn(Databases.Engine engine) {
        try (Chain chain = new Chain(engine)) {
            TransactionTemplate own =
                    new TransactionTemplate(chain.transaction.getTransactionManager());
            own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            chain.transaction.executeWithoutResult(
                    outer -> {
                        chain.append(chain.draft("outer"));
                        own.executeWithoutResult(inner -> chain.append(chain.draft("inner")));
                        // one that takes part in the outer one, and another part of the program
                        chain.transaction.executeWithoutResult(
                                same ->
                                        new AuditChain(chain.jdbc)
                                                .append(chain.draft("taking part")));
                        chain.append(chain.draft("outer again"));
                    });

            assertThat(chain.entries())
                    .extracting(Entry::reason)
                    .containsExactly("inner", "outer", "taking part", "outer again");
            assertThat(chain.verify().valid()).isTrue();
        }
    }

    @Test
    void anEntryOutsideOfATransactionIsAMistakeThatIsHeard() {
        try (Chain chain = new Chain(Databases.Engine.H2)) {
            assertThatThrownBy(() -> chain.append(chain.draft("lost")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the transaction");
            assertThatThrownBy(
                            () ->
                                    chain.transaction.executeWithoutResult(
                                            status -> {
                                                chain.append(chain.draft("in time"));
                                                TransactionSynchronizationManager
                                                        .registerSynchronization(late(chain));
                                            }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too late");
            assertThat(chain.entries()).hasSize(1);
        }
    }

    private static TransactionSynchronization late(Chain chain) {
        return new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                chain.append(chain.draft("late"));
            }
        };
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theDatabaseItselfRefusesToChangeWhatIsThere(Databases.Engine engine) {
        try (Chain chain = new Chain(engine).with(2)) {
            for (String sql :
                    List.of(
                            "UPDATE audit_entry SET reason = 'other' WHERE id = 1",
                            "UPDATE audit_entry SET hash = hash",
                            "DELETE FROM audit_entry WHERE id = 2",
                            "DELETE FROM audit_entry",
                            "TRUNCATE TABLE audit_entry",
                            "DELETE FROM audit_head",
                            "TRUNCATE TABLE audit_head",
                            "UPDATE audit_head SET position = 1",
                            "UPDATE audit_head SET hash = REPEAT('0', 64)",
                            "DROP TABLE audit_head",
                            "DROP TABLE audit_entry")) {
                assertThatThrownBy(() -> chain.sql(sql))
                        .as(sql)
                        .isInstanceOf(DataAccessException.class);
            }
            assertThatThrownBy(() -> chain.sql("DELETE FROM audit_entry WHERE id = 1"))
                    .hasMessageContaining("audit_entry is append-only: DELETE is refused");
            assertThat(chain.verify().entries()).isEqualTo(2);
            assertThat(chain.verify().valid()).isTrue();
        }
    }

    @Test
    void postgresqlTruncatesItNotEvenWithAllThatRefersToIt() {
        try (Chain chain = new Chain(Databases.Engine.POSTGRESQL).with(1)) {
            assertThatThrownBy(() -> chain.sql("TRUNCATE TABLE audit_entry CASCADE"))
                    .hasMessageContaining("audit_entry is append-only: TRUNCATE is refused");
            assertThatThrownBy(() -> chain.sql("TRUNCATE TABLE audit_head CASCADE"))
                    .hasMessageContaining("audit_head is append-only: TRUNCATE is refused");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void eightThreadsOfTwoNodesMakeOneChainAndWaitForEachOtherInNoCircle(Databases.Engine engine)
            throws Exception {
        try (Chain chain = new Chain(engine)) {
            chain.sql(
                    """
                    INSERT INTO change_order (id, project_id, source_key, state, version, changed_since_sent,
                        problems, attempts, created_at, updated_at)
                    VALUES (1, 101, 'x', 'ACCEPTED', 1, FALSE, '[]', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
                    """);
            AuditChain otherNode = new AuditChain(chain.jdbc);
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Callable<Void>> workers = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                boolean lockBefore = worker % 2 == 0;
                workers.add(
                        () -> {
                            for (int i = 0; i < 25; i++) {
                                boolean rollback = i % 5 == 0;
                                chain.transaction.executeWithoutResult(
                                        status -> {
                                            if (lockBefore) {
                                                lock(chain);
                                            }
                                            (lockBefore ? new AuditChain(chain.jdbc) : otherNode)
                                                    .append(chain.draft("one"));
                                            otherNode.append(chain.draft("two"));
                                            if (!lockBefore) {
                                                lock(chain);
                                            }
                                            if (rollback) {
                                                status.setRollbackOnly();
                                            }
                                        });
                            }
                            return null;
                        });
            }
            for (Future<Void> worker : pool.invokeAll(workers)) {
                worker.get();
            }
            pool.shutdown();

            assertThat(chain.verify().firstBroken()).isNull();
            assertThat(chain.verify().entries()).isEqualTo(8 * 20 * 2);
        }
    }

    private static void lock(Chain chain) {
        chain.jdbc
                .sql("SELECT id FROM change_order WHERE id = 1 FOR UPDATE")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongChainIsReadInPages(boolean whole) {
        try (Chain chain = new Chain(Databases.Engine.H2)) {
            chain.transaction.executeWithoutResult(
                    status -> {
                        for (int i = 0; i < 2500; i++) {
                            chain.append(chain.draft("Entry " + i));
                        }
                    });
            if (!whole) {
                chain.unprotected().sql("UPDATE audit_entry SET actor = 'eve' WHERE id = 2001");
            }

            assertThat(chain.verify().entries()).isEqualTo(whole ? 2500 : 2000);
            assertThat(chain.verify().valid()).isEqualTo(whole);
        }
    }
}
