package io.ccobridge.doctor;

import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import io.ccobridge.setup.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.h2.api.ErrorCode;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks at the database, and leaves it as it is: no table is made or changed. */
final class DatabaseExamination {

    private static final String CHECK = "database";

    private final Settings settings;
    private final Path home;

    DatabaseExamination(Settings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    void examine(Findings findings) {
        String url;
        try {
            url = Database.url(settings.text(Setting.DATABASE_URL), home);
        } catch (WrongSetting e) {
            findings.fail(CHECK, e.getMessage());
            return;
        }
        if (url.startsWith("jdbc:h2:mem:")) {
            findings.warn(CHECK, "in memory: all is lost when the bridge stops. Set database.url");
            return;
        }
        String shown = shown(url);
        try (Connection connection = connect(url)) {
            schema(findings, shown, connection);
        } catch (SQLException e) {
            failed(findings, shown, e);
        } catch (FlywayException e) {
            findings.fail(CHECK, shown + ": its tables cannot be looked at: " + e.getMessage());
        }
    }

    private Connection connect(String url) throws SQLException {
        Properties options = new Properties();
        if (settings.isSet(Setting.DATABASE_USER)) {
            options.setProperty("user", settings.text(Setting.DATABASE_USER));
        }
        if (settings.isSet(Setting.DATABASE_PASSWORD)) {
            options.setProperty("password", settings.text(Setting.DATABASE_PASSWORD));
        }
        if (!url.startsWith("jdbc:h2:")) {
            options.setProperty("readOnly", "true");
            return DriverManager.getConnection(url, options);
        }
        // H2 makes a database that is not there, and tidies up one that it opens
        return DriverManager.getConnection(url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", options);
    }

    private void failed(Findings findings, String shown, SQLException e) {
        switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1 ->
                    findings.ok(CHECK, shown + ", not there yet: the first start makes it");
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                    findings.ok(
                            CHECK,
                            shown + ", in use: the bridge runs. Its tables were not looked at");
            default ->
                    findings.fail(
                            CHECK,
                            shown
                                    + " cannot be opened: "
                                    + e.getMessage()
                                    + " Check database.url, database.user and database.password");
        }
    }

    private static void schema(Findings findings, String shown, Connection connection)
            throws SQLException {
        MigrationInfoService migrations =
                Database.migrations(new SingleConnectionDataSource(connection, true)).info();
        MigrationInfo current = migrations.current();
        int pending = migrations.pending().length;
        if (current == null && hasTables(connection)) {
            findings.fail(
                    CHECK,
                    shown + " has tables of somebody else. Give the bridge a database of its own");
        } else if (current == null) {
            findings.ok(CHECK, shown + ", empty: the first start makes the tables");
        } else if (current.getState().isFailed()) {
            findings.fail(
                    CHECK,
                    shown
                            + ": the change of the tables to version "
                            + current.getVersion()
                            + " was cut off. Restore the backup and start again");
        } else if (current.getState().isApplied() && !current.getState().isResolved()) {
            findings.fail(
                    CHECK,
                    shown
                            + " has tables of version "
                            + current.getVersion()
                            + ", made by a newer bridge. Use that bridge, or restore the backup");
        } else if (pending > 0) {
            findings.warn(
                    CHECK,
                    shown
                            + " has tables of version "
                            + current.getVersion()
                            + "; the next start changes them. Make a backup first");
        } else {
            findings.ok(CHECK, shown + ", tables of version " + current.getVersion());
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection
                        .getMetaData()
                        .getTables(
                                null,
                                connection.getSchema(),
                                "%",
                                new String[] {"TABLE", "BASE TABLE"})) {
            return tables.next();
        }
    }

    /** Without the options, which may hold a password. */
    private static String shown(String url) {
        return (url.startsWith("jdbc:h2:") ? "embedded, " : "") + url.replaceFirst("[?;].*", "");
    }
}
