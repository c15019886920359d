package io.ccobridge.process;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Commits a row, says so, commits the next, until it is killed. */
final class CommitWriter {

    private CommitWriter() {}

    /**
     * @param arguments the JDBC URL, and the first number
     */
    public static void main(String[] arguments) throws SQLException {
        PrintStream acknowledged = System.out;
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO commits VALUES (?)")) {
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                insert.setInt(1, number);
                insert.executeUpdate();
                acknowledged.println(number);
            }
        }
    }
}
