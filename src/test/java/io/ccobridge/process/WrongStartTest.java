package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start that cannot go well says why in one line and ends with 1. All of them run at once; the
 * one without a database waits for it for some seconds.
 */
class WrongStartTest {

    @TempDir private static Path folder;
    private static Site site;
    private static ServerSocket taken;
    private static BridgeProcess unknown;
    private static BridgeProcess malformed;
    private static BridgeProcess missing;
    private static BridgeProcess unreachable;
    private static BridgeProcess portTaken;

    @BeforeAll
    static void startAll() throws IOException {
        site = new Site(0, new Random(1));
        BridgeProcess.home(folder);
        taken = new ServerSocket(0);
        unreachable = start("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none?password=geheim");
        unknown = BridgeProcess.start(folder, site.environment(), "-Dprocore.pagesize=7");
        malformed = start("EXPORT_RETRY_FIRST_DELAY", "2 seconds");
        missing = start("PROCORE_CLIENT_SECRET", "");
        portTaken = start("HTTP_PORT", Integer.toString(taken.getLocalPort()));
    }

    @AfterAll
    static void stopAll() throws IOException {
        for (BridgeProcess bridge :
                new BridgeProcess[] {unknown, malformed, missing, unreachable, portTaken}) {
            bridge.close();
        }
        taken.close();
        site.close();
    }

    private static BridgeProcess start(String name, String value) {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("DATABASE_URL", "jdbc:h2:mem:" + name);
        environment.put(name, value);
        return BridgeProcess.start(folder, environment);
    }

    @Test
    void aSettingThatIsUnknownIsNamedWithItsValueAndTheOneThatMayBeMeant() {
        assertSays(
                unknown,
                "procore.pagesize = \"7\" is not a setting; allowed: the keys of"
                        + " config/application.properties; did you mean procore.page-size?");
    }

    @Test
    void aSettingThatIsMalformedIsNamedWithItsValueAndWhatIsAllowed() {
        assertSays(
                malformed,
                "export.retry.first-delay is \"2 seconds\"; allowed: a number with ms, s, m, h or"
                        + " d, from 1ms to 30d");
    }

    @Test
    void aSettingThatIsMissingIsNamed() {
        assertSays(missing, "procore.client-secret is not set; allowed: a text that is not empty");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() {
        assertSays(
                unreachable,
                "database.url is \"jdbc:postgresql://127.0.0.1:1/none\"; allowed: a database that"
                        + " can be opened (Connection refused)");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertSays(
                portTaken,
                "cannot listen on 127.0.0.1:"
                        + taken.getLocalPort()
                        + ": the port is taken or the address is not this machine's (settings"
                        + " http.host and http.port)");
    }

    private static void assertSays(BridgeProcess bridge, String why) {
        assertThat(bridge.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(bridge.log()).singleElement().asString().endsWith("does not start: " + why);
    }
}
