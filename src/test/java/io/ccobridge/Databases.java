package io.ccobridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.setup.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Real, migrated, empty databases for tests:
 * {@code @ParameterizedTest @MethodSource("io.ccobridge.Databases#both")} runs a test on the
 * embedded H2 and on a real PostgreSQL. One PostgreSQL server serves the whole test run.
 */
public final class Databases {

    /** The two engines; each call gives a new database. */
    public enum Engine {
        H2 {
            @Override
            public String url() {
                return "jdbc:h2:mem:"
                        + newName()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
            }

            @Override
            public String migrated() {
                String url = url();
                execute(url, H2Template.SCRIPT);
                return url;
            }
        },
        POSTGRESQL {
            @Override
            public String url() {
                return Server.create("");
            }

            @Override
            public String migrated() {
                return Server.create(" TEMPLATE " + PostgresTemplate.NAME);
            }
        };

        /** The JDBC URL, user included, of an empty database without tables. */
        public abstract String url();

        /** The same of one whose tables are there, as Flyway leaves them. */
        public abstract String migrated();

        /** A pool on a migrated, empty database. */
        public HikariDataSource open() {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(migrated());
            pool.setMaximumPoolSize(10);
            // most tests want one or two
            pool.setMinimumIdle(1);
            return new HikariDataSource(pool);
        }
    }

    /** The holder makes the server start with the first test that wants it. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // no test looks at what a crash of the server itself would leave
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String create(String copied) {
            String name = newName();
            execute(url("postgres"), "CREATE DATABASE " + name + copied);
            return url(name);
        }

        static String url(String name) {
            return POSTGRES.getJdbcUrl("postgres", name);
        }
    }

    /** What H2 databases are copied from: running the script takes a tenth of migrating. */
    private static final class H2Template {
        static final String SCRIPT = script(Engine.H2.url());

        private static String script(String url) {
            migrate(new DriverManagerDataSource(url));
            return String.join(
                    "\n",
                    JdbcClient.create(new DriverManagerDataSource(url))
                            .sql("SCRIPT NOSETTINGS")
                            .query(String.class)
                            .list());
        }
    }

    /** What PostgreSQL databases are copied from; nobody may be connected to it. */
    private static final class PostgresTemplate {
        static final String NAME = newName();

        static {
            execute(Server.url("postgres"), "CREATE DATABASE " + NAME);
            migrate(new DriverManagerDataSource(Server.url(NAME)));
        }
    }

    private Databases() {}

    public static Stream<Engine> both() {
        return Stream.of(Engine.values());
    }

    static void migrate(DataSource dataSource) {
        Database.migrations(dataSource).migrate();
    }

    private static String newName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static void execute(String url, String statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
