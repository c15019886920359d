package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.CCO;
import static io.ccobridge.cli.Documents.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, as a script starts it. */
class ProcessTest {

    private record Result(int code, byte[] out, String err) {}

    @TempDir private Path folder;
    private ServerOfAnswers bridge;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                // as bin/cco-bridge has it for what answers and ends
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.ccobridge.cli.CcoBridge"));
        line.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("CCO_BRIDGE_URL", bridge.url());
        builder.environment().put("CCO_BRIDGE_TOKEN", "from the environment");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    }

    @Test
    void takesBridgeAndTokenFromTheEnvironmentAndPrintsNothingButJsonInUtf8() throws Exception {
        bridge.on("GET /change-orders", 200, page(CCO.replace("Acme Concrete", "Søn & 東京")));

        Result result = run("list", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        String out = new String(result.out(), StandardCharsets.UTF_8);
        assertThat(Json.read(out).at("/items/0/vendor").asText()).isEqualTo("Søn & 東京");
        assertThat(bridge.requests().get(0).authorization())
                .isEqualTo("Bearer from the environment");
    }

    @Test
    void aFileStaysRelativeToTheCallersFolder() throws Exception {
        bridge.on("GET /change-orders.csv", 200, "text/csv", "id\r\n17\r\n");

        assertThat(run("export", "--csv", "november.csv").code()).isZero();
        assertThat(folder.resolve("november.csv")).hasContent("id\r\n17\r\n");
    }

    @Test
    void endsWithTheExitCodeOfTheCommand() throws Exception {
        bridge.on("GET /change-orders", 200, page());

        assertThat(run("list").code()).isEqualTo(3);
        assertThat(run("list", "--nonsense").code()).isEqualTo(2);
        bridge.close();
        Result unreachable = run("list");
        assertThat(unreachable.code()).isEqualTo(4);
        assertThat(unreachable.err().lines()).hasSize(1);
    }
}
