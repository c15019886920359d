package io.ccobridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void migrationsRunOnBothDatabases(Databases.Engine engine) {
        try (HikariDataSource dataSource = engine.open()) {
            assertThat(
                            JdbcClient.create(dataSource)
                                    .sql("SELECT COUNT(*) FROM change_order")
                                    .query(Integer.class)
                                    .single())
                    .isZero();
        }
    }
}
