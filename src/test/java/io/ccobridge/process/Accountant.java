package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accepts what is ready, one after the other, and remembers what the bridge has said yes to. */
final class Accountant {

    private final Set<String> acknowledged = new HashSet<>();

    /** Until nothing is ready any more, or the bridge is gone. */
    void acceptAllFrom(CalledBridge bridge) {
        accept(bridge, Integer.MAX_VALUE);
    }

    void accept(CalledBridge bridge, int most) {
        try {
            List<JsonNode> ready = bridge.list("ready");
            for (JsonNode changeOrder : ready.subList(0, Math.min(most, ready.size()))) {
                int status = bridge.accept(changeOrder).status();
                // 409: the other accountant, at the other node, was faster
                assertThat(status).isIn(200, 409);
                if (status == 200) {
                    acknowledged.add(changeOrder.path("id").asText());
                }
            }
        } catch (UncheckedIOException killed) {
            // the last one may or may not be accepted; only an acknowledged one must be
        }
    }

    /** None of them is where it was before. */
    void assertNothingLost(CalledBridge bridge) {
        Map<String, String> states = states(bridge);
        assertThat(acknowledged)
                .allSatisfy(id -> assertThat(states.get(id)).isIn("ACCEPTED", "SYNCED"));
    }

    static void awaitSynced(CalledBridge bridge, int changeOrders, Duration atMost) {
        await().atMost(atMost)
                .untilAsserted(
                        () ->
                                assertThat(states(bridge).values())
                                        .hasSize(changeOrders)
                                        .containsOnly("SYNCED"));
    }

    private static Map<String, String> states(CalledBridge bridge) {
        Map<String, String> states = new HashMap<>();
        bridge.list("all")
                .forEach(item -> states.put(item.path("id").asText(), item.path("state").asText()));
        return states;
    }
}
