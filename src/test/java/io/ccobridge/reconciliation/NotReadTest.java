package io.ccobridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.reconciliation.Reconciliation.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A project that Procore is not asked about any more still counts, and it is said. */
class NotReadTest {

    @Test
    void aProjectThatIsNotReadAnyMoreIsSaidAndCounts() {
        try (HikariDataSource dataSource = Databases.Engine.H2.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            TenThousandTest.fill(jdbc, Databases.Engine.H2, 1, 3);
            long project =
                    jdbc.sql("SELECT MIN(project_id) FROM change_order").query(Long.class).single();
            jdbc.sql(
                            "INSERT INTO procore_project (id, name, active, seen_at) VALUES (:id,"
                                    + " 'Harbor Tower', TRUE, CURRENT_TIMESTAMP)")
                    .param("id", project)
                    .update();
            String said =
                    "Project " + project + " (Harbor Tower) is not read from Procore any more";
            Reconciliation reconciliation = TenThousandTest.reconciliation(dataSource);
            Answer read = reconciliation.answer(Map.of());
            assertThat(read.notes()).noneMatch(note -> note.startsWith(said));

            jdbc.sql("UPDATE procore_project SET active = FALSE").update();

            for (Map<String, String> query :
                    List.of(Map.<String, String>of(), Map.of("as_of", "2026-11-24"))) {
                Answer answer = reconciliation.answer(query);
                assertThat(answer.notes()).anyMatch(note -> note.startsWith(said));
                assertThat(answer.totals()).isEqualTo(read.totals());
            }
            assertThat(reconciliation.answer(Map.of()).complete()).isEqualTo(read.complete());
        }
    }
}
