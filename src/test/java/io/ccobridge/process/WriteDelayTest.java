package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What kill -9 takes from an embedded H2: the ground that {@code KilledTest} stands on, and the
 * proof that such a test can fail.
 */
class WriteDelayTest {

    private static final int KILLS = 3;

    @TempDir private Path folder;
    private final long seed = System.nanoTime();

    @Test
    void withoutAWriteDelayNoAcknowledgedCommitIsLostToKill9() throws Exception {
        assertThat(lost("0")).as("lost with seed %d", seed).isEmpty();
    }

    @Test
    void withH2sOwnWriteDelayAcknowledgedCommitsAreLostToKill9() throws Exception {
        assertThat(lost("500")).as("lost with seed %d", seed).isNotEmpty();
    }

    /** The commits that were acknowledged and are not there after several kills. */
    private Set<Integer> lost(String writeDelay) throws Exception {
        String url =
                "jdbc:h2:file:"
                        + folder.resolve("killed")
                        + ";MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY="
                        + writeDelay;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("CREATE TABLE commits (number INT PRIMARY KEY)");
        }
        Random random = new Random(seed);
        Set<Integer> acknowledged = new HashSet<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged.addAll(killedAfter(1 + random.nextInt(2_000), url, kill * 100_000_000));
        }
        acknowledged.removeAll(kept(url));
        return acknowledged;
    }

    /** Lets a writer work until it has acknowledged so many, kills it, and reads what it said. */
    private static List<Integer> killedAfter(int commits, String url, int first)
            throws IOException {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommitWriter.class.getName(),
                                url,
                                Integer.toString(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader said = writer.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                // the kill may cut a line short, and a number cut short is another number
                if (line.length() == Integer.toString(first).length()) {
                    acknowledged.add(Integer.valueOf(line));
                }
                if (acknowledged.size() == commits) {
                    // not the process itself: that would close the pipe with what is left in it
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(commits);
        return acknowledged;
    }

    private static Set<Integer> kept(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return new HashSet<>(
                    JdbcClient.create(new SingleConnectionDataSource(connection, true))
                            .sql("SELECT number FROM commits")
                            .query(Integer.class)
                            .list());
        }
    }
}
