package io.ccobridge.sandbox.spectrum;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The GUIDs that group calls (facts/spectrum-api.md 1.3): one is known by method and Authorization
 * ID, and times out when it is not used for a day. A blank one is a session of its own that never
 * does.
 */
final class GuidSessions {

    static final String TIME_OUT = "Time out has occurred";

    private static final Duration UNUSED = Duration.ofHours(24);

    private record Session(String method, String authorizationId, String guid) {}

    private final Clock clock;
    private final Map<Session, Instant> lastUsed = new HashMap<>();
    private final Set<Session> expired = new HashSet<>();

    GuidSessions(Clock clock) {
        this.clock = clock;
    }

    /** Every GUID that was used up to now has timed out; a new one is good. */
    synchronized void expireAll() {
        expired.addAll(lastUsed.keySet());
        lastUsed.clear();
    }

    /** False when the GUID of this call has timed out. */
    synchronized boolean use(SoapCall call) {
        if (call.blank("GUID")) {
            return true;
        }
        Session session =
                new Session(call.method(), call.value("Authorization_ID"), call.value("GUID"));
        Instant now = clock.instant();
        Instant last = lastUsed.put(session, now);
        if (last != null && last.plus(UNUSED).isBefore(now)) {
            expired.add(session);
        }
        return !expired.contains(session);
    }
}
