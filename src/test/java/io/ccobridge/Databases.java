package io.ccobridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.setup.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            return this == H2 ? Migrated.h2() : Migrated.postgres();
        }

        /** The JDBC URL, user included, of a new and empty database without tables. */
        public String url() {
            String name = newName();
            return this == H2
                    ? "jdbc:h2:mem:"
                            + name
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
                    : create(name, "template1");
        }
    }

    /** Migrated once, and copied then, which takes a tenth of the time. */
    private static final class Migrated {

        private static Path script;
        private static String template;

        static synchronized HikariDataSource h2() {
            if (script == null) {
                script = script();
            }
            HikariDataSource copy = pool(Engine.H2.url());
            execute(copy, "RUNSCRIPT FROM '" + script + "'");
            return copy;
        }

        private static Path script() {
            try (HikariDataSource first = pool(Engine.H2.url())) {
                Path file = Files.createTempFile("migrated", ".sql");
                file.toFile().deleteOnExit();
                migrate(first);
                execute(first, "SCRIPT TO '" + file + "'");
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static synchronized HikariDataSource postgres() {
            if (template == null) {
                String name = newName();
                // a template that somebody is connected to cannot be copied
                try (HikariDataSource first = pool(create(name, "template1"))) {
                    migrate(first);
                }
                template = name;
            }
            return pool(create(newName(), template));
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

    private static String newName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * @return the JDBC URL of the new PostgreSQL database
     */
    private static String create(String name, String template) {
        execute(
                Server.POSTGRES.getPostgresDatabase(),
                "CREATE DATABASE " + name + " TEMPLATE " + template);
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(10);
        // most tests want one or two
        pool.setMinimumIdle(1);
        return new HikariDataSource(pool);
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void migrate(DataSource dataSource) {
        Database.migrations(dataSource).migrate();
    }
}
