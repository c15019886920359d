package io.ccobridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * bin/cco-bridge as it stands in the distribution, before a Java that only says how it was called.
 */
class StartScriptTest {

    private record Result(int code, String out, String err) {}

    @TempDir private Path folder;
    private Path home;
    private Path script;
    private Path jdk;

    @BeforeEach
    void unpack() throws IOException {
        folder = folder.toRealPath();
        home = Files.createDirectories(folder.resolve("CCO Bridge 0.1.0"));
        script = home.resolve("bin/cco-bridge");
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("src/main/dist/bin/cco-bridge"), script);
        jdk = jdk("jdk 17", "openjdk version \"17.0.15\" 2025-04-15");
    }

    private Path jdk(String name, String version) throws IOException {
        Path java = folder.resolve(name).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                java,
                """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion="1"' >&2
                    echo '%s' >&2
                    exit 0
                fi
                echo "pid $$ in $PWD with ${LC_ALL:-no LC_ALL}"
                for word in "$@"; do echo "<$word>"; done
                exit 7
                """
                        .formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java.getParent().getParent();
    }

    private Result run(Map<String, String> environment, Path called, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(called.toString()));
        line.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(Files.createDirectories(folder.resolve("elsewhere")).toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8)
                        .replace("pid " + process.pid() + " ", "same process "),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Map<String, String> javaHome() {
        return Map.of("JAVA_HOME", jdk.toString());
    }

    @Test
    void becomesJavaInTheCallersFolderWithEveryArgumentAsItWas() throws Exception {
        Result result = run(javaHome(), script, "reject", "17", "--reason", "two  words *", "");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.out())
                .startsWith("same process in " + folder.resolve("elsewhere"))
                .contains("<-Dcco-bridge.home=" + home + ">\n<-cp>\n<" + home + "/lib/*>\n")
                .endsWith(
                        "<io.ccobridge.cli.CcoBridge>\n<reject>\n<17>\n<--reason>\n"
                                + "<two  words *>\n<>\n");
    }

    @Test
    void findsItsHomeThroughSymlinks() throws Exception {
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), script);
        Path relative =
                Files.createSymbolicLink(
                        Files.createDirectories(folder.resolve("usr/bin")).resolve("cco-bridge"),
                        Path.of("../../absolute"));
        Path homeLink = Files.createSymbolicLink(folder.resolve("current"), home);

        for (Path called : List.of(absolute, relative, homeLink.resolve("bin/cco-bridge"))) {
            assertThat(run(javaHome(), called, "status").out())
                    .contains("<-Dcco-bridge.home=" + home + ">");
        }
    }

    @Test
    void takesTheJavaOnThePathWhenThereIsNoJavaHome() throws Exception {
        Result result =
                run(Map.of("PATH", jdk.resolve("bin") + ":/usr/bin:/bin"), script, "status");

        assertThat(result.code()).isEqualTo(7);
    }

    @Test
    void givesJavaTheOptionsOfTheEnvironment() throws Exception {
        Result result =
                run(
                        Map.of(
                                "JAVA_HOME", jdk.toString(),
                                "JAVA_OPTS", "-Xmx1g  -Da=*",
                                "CCO_BRIDGE_OPTS", "-Dprocore.page-size=50"),
                        script,
                        "run");

        assertThat(result.out())
                .containsSubsequence(
                        "<-XX:+ExitOnOutOfMemoryError>",
                        "<-Xmx1g>\n<-Da=*>\n<-Dprocore.page-size=50>\n",
                        "<-cp>",
                        "<run>");
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path dirname = tools.resolve("dirname");
        Files.writeString(dirname, "#!/bin/sh\nexec /usr/bin/dirname \"$@\"\n");
        Files.setPosixFilePermissions(dirname, PosixFilePermissions.fromString("rwxr-xr-x"));

        Result result = run(Map.of("PATH", tools.toString()), script, "status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "cco-bridge: Java is missing. Install Java 17 or later and put it on the"
                                + " PATH, or set JAVA_HOME.\n");
    }

    @Test
    void saysThatJavaHomeHasNoJava() throws Exception {
        Result result = run(Map.of("JAVA_HOME", folder.toString()), script, "status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("cco-bridge: JAVA_HOME is " + folder + ", but there is no bin/java");
    }

    @ParameterizedTest
    @CsvSource({
        "openjdk version \"11.0.20\" 2023-07-18, 11.0.20",
        "java version \"1.8.0_402\", 1.8.0_402",
        "openjdk version \"16-ea\", 16-ea",
        "something else, of an unknown version"
    })
    void saysThatJavaIsTooOld(String says, String version) throws Exception {
        Result result = run(Map.of("JAVA_HOME", jdk("old", says).toString()), script, "status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("is Java " + version + ". Java 17 or later is needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openjdk version \"17\" 2021-09-14",
                "openjdk version \"21.0.2\" 2024-01-16 LTS",
                "openjdk version \"26-ea\" 2026-03-17",
                "java version \"25.0.1\" 2025-10-21 LTS"
            })
    void takesEveryLaterJava(String says) throws Exception {
        assertThat(run(Map.of("JAVA_HOME", jdk("new", says).toString()), script, "status").code())
                .isEqualTo(7);
    }

    @Test
    void saysWhatAJavaSaysThatDoesNotStart() throws Exception {
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho no memory >&2\nexit 1\n");

        Result result = run(javaHome(), script, "status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("bin/java does not start: no memory");
    }

    @Test
    void readsArgumentsAsUtf8WhereThereIsNoLocaleAndLeavesOneThatIsSet() throws Exception {
        assertThat(run(javaHome(), script, "status").out()).contains("with C.UTF-8");
        assertThat(
                        run(
                                        Map.of("JAVA_HOME", jdk.toString(), "LANG", "de_DE.UTF-8"),
                                        script,
                                        "status")
                                .out())
                .contains("with no LC_ALL");
    }
}
