package io.ccobridge.setup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.audit.ChainMigration;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The database of the settings: its pool, brought to the newest schema. */
public final class Database {

    /** How long the first connection may take before the start is given up. */
    private static final long FIRST_CONNECTION_MILLIS = 10_000;

    /**
     * What an H2 URL must say for this bridge. Without {@code WRITE_DELAY=0} H2 loses acknowledged
     * commits when the process is killed (facts/performance.md section 0, 1). With {@code
     * DB_CLOSE_ON_EXIT} it closes at SIGTERM by itself, before what is under way has been recorded.
     */
    private static final Map<String, String> H2_NEEDS =
            Map.of(
                    "MODE", "PostgreSQL",
                    "DATABASE_TO_LOWER", "TRUE",
                    "DEFAULT_NULL_ORDERING", "HIGH",
                    "DB_CLOSE_ON_EXIT", "FALSE",
                    "WRITE_DELAY", "0");

    private Database() {}

    /**
     * @throws WrongSetting when the database cannot be reached or is not ours, in one line
     */
    public static HikariDataSource open(Settings settings, Path home) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("cco-bridge");
        pool.setJdbcUrl(url(settings.text(Setting.DATABASE_URL), home));
        if (settings.isSet(Setting.DATABASE_USER)) {
            pool.setUsername(settings.text(Setting.DATABASE_USER));
        }
        if (settings.isSet(Setting.DATABASE_PASSWORD)) {
            pool.setPassword(settings.text(Setting.DATABASE_PASSWORD));
        }
        pool.setMaximumPoolSize(settings.integer(Setting.DATABASE_POOL_SIZE));
        pool.setInitializationFailTimeout(FIRST_CONNECTION_MILLIS);
        HikariDataSource dataSource;
        try {
            dataSource = new HikariDataSource(pool);
        } catch (RuntimeException e) {
            throw new WrongSetting(
                    "database.url is \""
                            + shown(pool.getJdbcUrl())
                            + "\"; allowed: a database that can be opened ("
                            + cause(e)
                            + ")"
                            + whatToDo(pool.getJdbcUrl()));
        }
        try {
            migrations(dataSource).migrate();
        } catch (FlywayException e) {
            dataSource.close();
            throw new WrongSetting(
                    "database.url is \""
                            + shown(pool.getJdbcUrl())
                            + "\"; allowed: an empty database, or one of CCO Bridge's ("
                            + cause(e)
                            + ")");
        }
        return dataSource;
    }

    private static String whatToDo(String url) {
        return url.startsWith("jdbc:h2:file:")
                ? ". Only one bridge can have it open; files that are damaged are replaced by a"
                        + " backup of them"
                : "";
    }

    /** The versions of the schema, for the engine of this database. */
    public static Flyway migrations(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor(dataSource))
                .javaMigrations(new ChainMigration())
                .load();
    }

    private static String vendor(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            throw new FlywayException("The database cannot be reached", e);
        }
    }

    public static boolean isPostgres(HikariDataSource dataSource) {
        return dataSource.getJdbcUrl().startsWith("jdbc:postgresql:");
    }

    /** The URL with what an H2 one must say. */
    public static String url(String setting, Path home) {
        String url =
                setting.isEmpty()
                        ? "jdbc:h2:file:"
                                + home.resolve("data").resolve("cco-bridge").toAbsolutePath()
                        : setting;
        if (!url.startsWith("jdbc:h2:")) {
            return url;
        }
        for (Map.Entry<String, String> need : new java.util.TreeMap<>(H2_NEEDS).entrySet()) {
            String upper = url.toUpperCase(Locale.ROOT);
            int at = upper.indexOf(";" + need.getKey() + "=");
            if (at < 0) {
                url += ";" + need.getKey() + "=" + need.getValue();
            } else {
                String given =
                        url.substring(at + need.getKey().length() + 2).replaceFirst(";.*", "");
                if (!given.equalsIgnoreCase(need.getValue())) {
                    throw new WrongSetting(
                            "database.url says "
                                    + need.getKey()
                                    + "="
                                    + given
                                    + "; allowed: "
                                    + need.getKey()
                                    + "="
                                    + need.getValue()
                                    + ", which is added where it is left out");
                }
            }
        }
        return url;
    }

    /** Without its parameters: a password may be one. */
    private static String shown(String url) {
        return url.replaceFirst("[?;].*", "");
    }

    private static String cause(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
    }
}
