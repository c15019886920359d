package io.ccobridge.sandbox.procore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests, oldest first. */
final class RequestLog {

    private static final int KEPT = 100_000;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();

    synchronized void add(LoggedRequest request) {
        requests.add(request);
        if (requests.size() > KEPT) {
            requests.remove();
        }
    }

    synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
