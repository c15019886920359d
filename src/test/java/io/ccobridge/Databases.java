package io.ccobridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.setup.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Real, migrated, empty databases for tests:
 * {@code @ParameterizedTest @MethodSource("io.ccobridge.Databases#both")} runs a test on the
 * embedded H2 and on a real PostgreSQL. One PostgreSQL server serves the whole test run.
 */
public final class Databases {

    /** The two engines; {@link #open()} gives a new database each time. */
    public enum Engine {
        H2,
        POSTGRESQL;

        /** A pool on a new, migrated, empty database. */
        public HikariDataSource open() {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(url());
            pool.setMaximumPoolSize(10);
            HikariDataSource dataSource = new HikariDataSource(pool);
            migrate(dataSource);
            return dataSource;
        }

        /** The JDBC URL, user included, of a new and empty database without tables. */
        public String url() {
            String name = "test_" + UUID.randomUUID().toString().replace("-", "");
            if (this == H2) {
                return "jdbc:h2:mem:"
                        + name
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
            }
            try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Server.POSTGRES.getJdbcUrl("postgres", name);
        }
    }

    /** The holder makes the server start with the first test that wants it. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Databases() {}

    public static Stream<Engine> both() {
        return Stream.of(Engine.values());
    }

    static void migrate(DataSource dataSource) {
        Database.migrations(dataSource).migrate();
    }
}
