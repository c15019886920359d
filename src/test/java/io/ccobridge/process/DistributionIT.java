package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn package} makes, unpacked as a person would and run from there. */
class DistributionIT {

    @TempDir private static Path folder;
    private static Path top;

    @BeforeAll
    static void unpack() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("My Programs"));
        Process tar =
                new ProcessBuilder("tar", "xzf", System.getProperty("distribution"))
                        .directory(programs.toFile())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        assertThat(names(programs)).singleElement().asString().startsWith("cco-bridge-");
        top = programs.resolve(names(programs).get(0));
    }

    @Test
    void isOneFolderWithEverythingThatTheReadmeNames() throws Exception {
        assertThat(names(top)).contains("bin", "lib", "routes", "config", "README.md", "LICENSE");
        assertThat(names(top.resolve("routes"))).containsAll(names(Path.of("routes")));
        assertThat(names(top.resolve("config"))).containsAll(names(Path.of("config")));
    }

    @Test
    void carriesNothingThatOnlyTestsNeed() throws Exception {
        List<String> libraries = names(top.resolve("lib"));
        assertThat(libraries)
                .noneMatch(
                        name ->
                                name.matches(
                                        ".*(junit|opentest4j|assertj|awaitility|hamcrest|jqwik"
                                                + "|archunit|embedded|camel-test).*"));
        String own =
                libraries.stream()
                        .filter(n -> n.startsWith("cco-bridge-"))
                        .findFirst()
                        .orElseThrow();
        Path tests = Path.of(System.getProperty("test-classes"));
        try (JarFile jar = new JarFile(top.resolve("lib").resolve(own).toFile());
                Stream<Path> classes = Files.walk(tests)) {
            assertThat(classes.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(file -> jar.getEntry(tests.relativize(file).toString()) != null);
        }
    }

    @Test
    void runsFromAnywhereAndBringsAnAcceptedChangeOrderToTheLedger() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        try (Site site = new Site(1, new Random(1));
                BridgeProcess bridge =
                        BridgeProcess.start(
                                List.of(script(), "run"),
                                elsewhere,
                                folder,
                                java(site.environment()))) {
            bridge.untilReady();
            Map<String, String> caller = new HashMap<>();
            caller.put("CCO_BRIDGE_URL", bridge.url());
            caller.put("CCO_BRIDGE_TOKEN", BridgeProcess.TOKEN);
            String token =
                    run(caller, "token", "create", "robot", "--role", "admin", "--json")
                            .path("token")
                            .asText();
            caller.put("CCO_BRIDGE_TOKEN", token);

            run(caller, "poll", "--json");
            await().until(() -> bridge.list("ready").size() == 1);
            JsonNode ready = run(caller, "list", "--view", "ready", "--json").path("items");
            run(caller, "accept", ready.at("/0/id").asText(), "--json");

            await().untilAsserted(site::assertLedgerExact);
            bridge.terminate();
            assertThat(bridge.exitCode(Duration.ofSeconds(30))).isZero();
            assertThat(names(top.resolve("data"))).contains("cco-bridge.mv.db");
            assertThat(names(elsewhere)).isEmpty();
        }
    }

    /** A command of the distribution; it must end with 0. */
    private static JsonNode run(Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out-", ".json");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(java(environment));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", arguments)).isZero();
        return Json.read(Files.readString(out));
    }

    private static String script() {
        return top.resolve("bin/cco-bridge").toString();
    }

    private static Map<String, String> java(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        // nothing runs long enough here to repay the second compiler
        all.put("JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return all;
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
