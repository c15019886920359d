package io.ccobridge.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NoticesTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCircuitThatOpensAndClosesIsToldAtOnceAndThenTogether(Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            TestClock clock = new TestClock("2026-11-23T12:00:00Z");
            Notices notices =
                    new Notices(
                            jdbc,
                            new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                            ZoneOffset.UTC,
                            clock);
            jdbc.sql(
                            """
                            INSERT INTO user_account (name, role, password_hash, created_by, created_at,
                                email)
                            VALUES ('ada', 'ADMIN', 'x', 'system', CURRENT_TIMESTAMP, 'ada@example.com')""")
                    .update();

            opens(jdbc, clock, notices);
            Mail first = notices.next();
            notices.sent(first);
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofSeconds(7));
                opens(jdbc, clock, notices);
            }

            assertThat(first.contents()).hasSize(1);
            assertThat(notices.next()).as("soon after the first").isNull();
            clock.advance(Notices.APART);
            Mail together = notices.next();
            assertThat(together.contents()).hasSize(5);
            assertThat(notices.next()).isNull();
            MailText text = new MailText(Path.of("config/mail"), () -> "http://bridge");
            assertThat(text.write(first).body())
                    .contains("Spectrum does not answer.")
                    .contains("cco-bridge doctor")
                    .doesNotContain("times since");
            assertThat(text.write(together).body())
                    .contains("It opens and closes: 5 times since the mail before this one");
        }
    }

    private static void opens(JdbcClient jdbc, TestClock clock, Notices notices) {
        jdbc.sql(
                        "UPDATE circuit SET state = 'open', kind = 'OUTAGE', since = :since, reason ="
                                + " 'Spectrum does not answer.'")
                .param("since", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        notices.collect();
        jdbc.sql("UPDATE circuit SET state = 'closed', kind = NULL").update();
    }
}
