package io.ccobridge.flow;

import io.ccobridge.procore.KnownChangeOrders;
import io.ccobridge.queue.Arrivals;
import java.util.Collection;
import java.util.Map;

/** The approval queue, as a poll asks it. */
public record QueueMemory(Arrivals arrivals) implements KnownChangeOrders {

    @Override
    public Map<String, String> digests(long projectId, Collection<String> keys) {
        return arrivals.digests(projectId, keys);
    }

    @Override
    public Map<String, Long> all(long projectId) {
        return arrivals.present(projectId);
    }

    @Override
    public void gone(long projectId, String key) {
        arrivals.gone(projectId, key);
    }
}
