package io.ccobridge.observe;

import io.ccobridge.http.HealthCheck;
import io.ccobridge.procore.PollReport;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** What {@code /observe/health} looks at. */
public final class Health {

    private final Levels levels;
    private final CamelContext camel;
    private final Function<Instant, Optional<Instant>> nextPollAfter;
    private final Clock clock;

    /**
     * @param nextPollAfter the first scheduled poll after a moment; gives empty where none is
     *     scheduled
     */
    public Health(
            Levels levels,
            CamelContext camel,
            Function<Instant, Optional<Instant>> nextPollAfter,
            Clock clock) {
        this.levels = levels;
        this.camel = camel;
        this.nextPollAfter = nextPollAfter;
        this.clock = clock;
    }

    public List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("database", true, this::database),
                new HealthCheck("routes", true, this::routes),
                // a node that cannot export still shows the queue, takes decisions and polls; and
                // all nodes have the one circuit, so no other node would be the better one to ask
                new HealthCheck("spectrum-circuit", false, () -> told(this::circuit)),
                // the same: Procore is as far away from every node
                new HealthCheck("procore-poll", false, () -> told(this::poll)));
    }

    private String database() {
        return levels.now().isPresent() ? null : "The database does not answer.";
    }

    private String routes() {
        if (!camel.getStatus().isStarted()) {
            return "Camel is " + camel.getStatus() + ".";
        }
        List<String> down =
                camel.getRoutes().stream()
                        // those of mail are not to start where there is no mail server
                        .filter(route -> !Boolean.FALSE.equals(route.isAutoStartup()))
                        .map(Route::getRouteId)
                        .filter(
                                id ->
                                        camel.getRouteController().getRouteStatus(id)
                                                != ServiceStatus.Started)
                        .toList();
        return down.isEmpty() ? null : "Not started: " + String.join(", ", down) + ".";
    }

    /** Without the database nothing is known, and the check of the database says so. */
    private String told(Function<Levels.Level, String> trouble) {
        return levels.now().map(trouble).orElse(null);
    }

    private String circuit(Levels.Level level) {
        return level.circuit().state().equals("closed")
                ? null
                : "No exports since " + level.circuit().since() + ": " + level.circuit().reason();
    }

    private String poll(Levels.Level level) {
        PollReport last = level.lastPoll();
        if (last == null || last.finishedAt() == null) {
            return null;
        }
        if (last.state().equals("failed")) {
            return "The last poll read nothing: " + last.errors().get(0).message();
        }
        // the schedule came round twice and nothing began
        return nextPollAfter
                .apply(last.finishedAt())
                .flatMap(nextPollAfter)
                .filter(due -> due.isBefore(clock.instant()))
                .map(due -> "No poll since " + last.finishedAt() + ", though scheduled.")
                .orElse(null);
    }
}
