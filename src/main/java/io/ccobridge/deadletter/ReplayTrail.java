package io.ccobridge.deadletter;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the audit trail what people do with replays, in the transaction of it. */
final class ReplayTrail {

    private final AuditTrail trail;

    ReplayTrail(JdbcClient jdbc, Clock clock) {
        this.trail = new AuditTrail(jdbc, clock);
    }

    void started(Replay replay, Caller by) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("dead_letters", replay.total());
        detail.put("total_amount", replay.totalAmount());
        detail.put("selection", replay.selection());
        detail.put("canary", replay.canary());
        detail.put("rate_per_second", replay.ratePerSecond());
        tell(replay.id(), "Started: " + replay.reason(), detail, by);
    }

    /** It was paused, resumed or cancelled: where it stood then. */
    void changed(Replay replay, Caller by) {
        String action =
                switch (replay.state()) {
                    case "paused" -> "Paused.";
                    case "running" -> "Resumed.";
                    case "cancelled" -> "Cancelled.";
                    default -> throw new IllegalArgumentException(replay.state());
                };
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("dead_letters", replay.total());
        detail.put("done", replay.done());
        detail.put("succeeded", replay.succeeded());
        detail.put("failed", replay.failed());
        tell(replay.id(), action, detail, by);
    }

    /** It came to its end by itself. */
    void finished(long replay, String state, String why) {
        tell(
                Long.toString(replay),
                (state.equals("done") ? "Done." : "Failed.") + (why == null ? "" : " " + why),
                null,
                Caller.SYSTEM);
    }

    private void tell(String replay, String action, Map<String, ?> detail, Caller by) {
        trail.administration(by, "replay " + replay, action, detail);
    }
}
