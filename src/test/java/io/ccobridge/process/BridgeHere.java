package io.ccobridge.process;

import io.ccobridge.Bridge;
import io.ccobridge.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;

/**
 * A bridge in the process of the test, for what comes before a kill or after it: it starts in a
 * tenth of the time that a process of its own takes.
 */
final class BridgeHere extends CalledBridge implements AutoCloseable {

    private final Bridge bridge;

    private BridgeHere(Bridge bridge) {
        super("http://127.0.0.1:" + bridge.port());
        this.bridge = bridge;
    }

    /**
     * @param environment as for a process; with the same port it is the same node, which goes on at
     *     once with what it had in hand
     */
    static BridgeHere start(Path home, Map<String, String> environment) {
        Bridge bridge =
                new Bridge(
                        Settings.load(home.resolve("config"), null, environment, new Properties()),
                        home,
                        Clock.systemUTC());
        bridge.start();
        return new BridgeHere(bridge);
    }

    @Override
    public void close() {
        bridge.close();
    }
}
