package io.ccobridge.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health for load balancers and supervisors. Live: this process answers, so a restart would not
 * help it. Ready, and health as a whole: every needed check is well.
 */
final class HealthServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(HealthServlet.class);

    private record Result(String name, String status, String message) {}

    private final transient List<HealthCheck> checks;

    HealthServlet(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean live = request.getRequestURI().endsWith("/live");
        List<Result> results =
                (live ? List.<HealthCheck>of() : checks).stream().map(this::ask).toList();
        boolean up = results.stream().noneMatch(result -> result.status().equals("DOWN"));
        Answer.json(up ? 200 : 503, Map.of("status", up ? "UP" : "DOWN", "checks", results))
                .writeTo(response);
    }

    private Result ask(HealthCheck check) {
        try {
            String trouble = check.trouble().get();
            return result(check, trouble);
        } catch (RuntimeException e) {
            LOG.warn("Health check {} failed", check.name(), e);
            return result(check, "The check itself failed; the log tells why.");
        }
    }

    private static Result result(HealthCheck check, String trouble) {
        String status = trouble == null ? "UP" : check.needed() ? "DOWN" : "WARN";
        return new Result(check.name(), status, trouble);
    }
}
