package io.ccobridge.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Numbers in Prometheus' text format: to this machine for nothing, to others for any token. */
final class MetricsServlet extends HttpServlet {

    private static final List<String> PROXIED =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

    private final transient PrometheusMeterRegistry registry;
    private final transient Authentication authentication;

    MetricsServlet(PrometheusMeterRegistry registry, Authentication authentication) {
        this.registry = registry;
        this.authentication = authentication;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(request).writeTo(response);
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        try {
            if (!fromThisMachine(request)) {
                authentication.callerOf(request);
            }
            return new Answer(
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    Map.of(),
                    List.of(registry.scrape()).iterator());
        } catch (NotAdmitted e) {
            return Answer.to(e, null);
        }
    }

    /** A proxy on this machine passes on what others ask; it says so. */
    private static boolean fromThisMachine(HttpServletRequest request) throws IOException {
        return PROXIED.stream().allMatch(name -> request.getHeader(name) == null)
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
}
