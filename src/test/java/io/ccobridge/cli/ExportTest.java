package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    @TempDir private Path folder;
    private Path file;
    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        file = folder.resolve("november.csv");
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    @Test
    void writesWhatTheFiltersLetThrough() throws IOException {
        String csv = "id,title\r\n17,\"Two\r\nlines, \"\"quoted\"\"\"\r\n18,Süd\r\n";
        bridge.on("GET /change-orders.csv", 200, "text/csv", csv);

        Result result =
                shell.run("export", "--csv", file.toString(), "--view", "synced", "-q", "a b");

        assertThat(result.code()).isZero();
        assertThat(result.out().strip()).isEqualTo("2 CCOs written to " + file);
        assertThat(file).hasContent(csv);
        assertThat(bridge.calls()).containsExactly("GET /change-orders.csv?view=synced&q=a b");
        assertThat(shell.run("export", "--csv", file.toString(), "--json").json())
                .hasToString("{\"file\":\"%s\",\"change_orders\":2}".formatted(file));
    }

    @Test
    void aHeaderAloneIsNothingMatched() {
        bridge.on("GET /change-orders.csv", 200, "text/csv", "id,title\r\n");

        assertThat(shell.run("export", "--csv", file.toString()).code()).isEqualTo(3);
        assertThat(file).hasContent("id,title\r\n");
    }

    @Test
    void aRefusalLeavesAnOlderFileAsItIs() throws IOException {
        Files.writeString(file, "older");
        bridge.on("GET /change-orders.csv", 403, problem(403, "Forbidden", "No."));

        assertThat(shell.run("export", "--csv", file.toString()).code()).isEqualTo(1);
        assertThat(file).hasContent("older");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aConnectionThatBreaksHalfwayLeavesNoHalfFile() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> halfAnAnswer(server));

            Result result =
                    shell.runBare(
                            "export",
                            "--csv",
                            file.toString(),
                            "--url",
                            "http://127.0.0.1:" + server.getLocalPort());

            assertThat(result.code()).isEqualTo(4);
            assertThat(result.err()).contains("the connection broke");
            assertThat(folder).isEmptyDirectory();
            answer.get();
        }
    }

    private static void halfAnAnswer(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            socket.getInputStream().read(new byte[4096]);
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 99\r\n\r\nid,"
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFolderThatDoesNotExistIsWrongUsage() {
        Result result = shell.run("export", "--csv", folder.resolve("no/x.csv").toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("there is no folder ");
        assertThat(bridge.calls()).isEmpty();
    }
}
