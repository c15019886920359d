package io.ccobridge;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** What this bridge runs on, each with its version: what whoever looks after it is asked first. */
final class RunsOn {

    private RunsOn() {}

    /** By {@code java}, {@code camel} and {@code database}. */
    static Map<String, String> of(CamelContext camel, DataSource dataSource) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", "Java " + Runtime.version());
        versions.put("camel", "Camel " + camel.getVersion());
        versions.put("database", database(dataSource));
        return versions;
    }

    private static String database(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not tell its version", e);
        }
    }
}
