package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A bridge in a process of its own, with settings from the environment alone. */
final class BridgeProcess extends CalledBridge implements AutoCloseable {

    private final Process process;
    private final Path log;

    private BridgeProcess(Process process, Path log, String port) {
        super("http://127.0.0.1:" + port);
        this.process = process;
        this.log = log;
    }

    /** {@code cco-bridge run} from the test's class path; returns at once. */
    static BridgeProcess start(Path home, Map<String, String> environment, String... javaOptions) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                // a sixth of the start; the distribution is started with it
                                "-Dorg.apache.camel.jmx.disabled=true",
                                "-Dcco-bridge.home=" + home));
        command.addAll(List.of(javaOptions));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.ccobridge.cli.CcoBridge",
                        "run"));
        return start(command, home, home, environment);
    }

    /** Any command that becomes a bridge. */
    static BridgeProcess start(
            List<String> command, Path workingFolder, Path logs, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile(logs, "log-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(workingFolder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            String path = builder.environment().get("PATH");
            builder.environment().clear();
            builder.environment().put("PATH", path);
            builder.environment().putAll(environment);
            return new BridgeProcess(builder.start(), log, environment.get("HTTP_PORT"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder as the distribution has it, without the programs. */
    static Path home(Path folder) throws IOException {
        for (String part : List.of("config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
        return folder;
    }

    BridgeProcess untilReady() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .failFast("the process ended:\n" + log, () -> !process.isAlive())
                .until(this::isReady);
        return this;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    /** Waits for the end. */
    int exitCode(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the process ends within %s", atMost)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
