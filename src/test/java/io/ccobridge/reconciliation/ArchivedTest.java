package io.ccobridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.reconciliation.Reconciliation.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is not kept any more takes no money out of the sums, and is said. */
class ArchivedTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void withoutItsDocumentAndAttemptsASyncedChangeOrderStillCountsOnBothSides(
            Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            TenThousandTest.fill(jdbc, engine, 1, 3);
            jdbc.sql("UPDATE change_order SET total = 100, number = '001'").update();
            // it moved on after the moment that is asked for
            jdbc.sql(
                            "INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state)"
                                    + " VALUES (1, CURRENT_TIMESTAMP, 'system', 'SYNCED', 'SYNCED')")
                    .update();
            for (String table : List.of("document", "attempt")) {
                jdbc.sql("DELETE FROM " + table + " WHERE change_order_id = 1").update();
            }
            Reconciliation reconciliation = TenThousandTest.reconciliation(dataSource);

            for (Map<String, String> query :
                    List.of(Map.<String, String>of(), Map.of("as_of", "2026-11-24"))) {
                Answer answer = reconciliation.answer(query);
                assertThat(answer.totals().procore()).isEqualTo(new Sheet.Side(3, "300.00"));
                assertThat(answer.totals().spectrum()).isEqualTo(new Sheet.Side(3, "300.00"));
                assertThat(answer.matched()).isTrue();
                assertThat(answer.complete()).isFalse();
                assertThat(answer.notes())
                        .anyMatch(note -> note.contains("1 change order is not kept any more"));
            }
            assertThat(reconciliation.answer(Map.of("as_of", "2026-11-24")).notes())
                    .anyMatch(note -> note.contains("cannot be told exactly any more: 1."));
        }
    }
}
