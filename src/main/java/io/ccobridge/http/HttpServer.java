package io.ccobridge.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.net.BindException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge's HTTP server: the API under {@code /api/v1} (the routes of {@link HttpApi}), health
 * and metrics under {@code /observe}, the console everywhere else. Start it after the routes and
 * stop it before them.
 */
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Bytes that a form of the console may have; a file of links is sent as one. */
    public static final int LARGEST_FORM = 5_000_000;

    /**
     * Bytes of the headers of a request or an answer: an address of the console may name 200 change
     * orders, and is named once more where one signs in first.
     */
    private static final int LARGEST_HEADER = 16_384;

    private static final long STOP_TIMEOUT_MILLIS = 20_000;
    private static final long IDLE_WHEN_STOPPING_MILLIS = 200;

    private final String servletName = "cco-bridge-" + UUID.randomUUID();
    private final String host;
    private final int port;
    private final Server server;
    private final ServerConnector connector;

    /**
     * @param port 0 takes a free one
     * @param console answers every path that is neither the API's nor an observer's
     */
    public HttpServer(
            String host,
            int port,
            ApiDocument document,
            Authentication authentication,
            List<HealthCheck> checks,
            PrometheusMeterRegistry registry,
            HttpServlet console) {
        this.host = host;
        this.port = port;

        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(LARGEST_HEADER);
        configuration.setResponseHeaderSize(LARGEST_HEADER);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setShutdownIdleTimeout(IDLE_WHEN_STOPPING_MILLIS);

        ServletContextHandler context = new ServletContextHandler("/");
        context.setMaxFormContentSize(LARGEST_FORM);
        ServletHolder api = new ServletHolder(servletName, new ApiServlet());
        api.setInitOrder(1);
        context.addServlet(api, "/api/v1/*");
        ServletHolder health = new ServletHolder(new HealthServlet(checks));
        for (String path : List.of("", "/live", "/ready")) {
            context.addServlet(health, "/observe/health" + path);
        }
        context.addServlet(
                new ServletHolder(new MetricsServlet(registry, authentication)),
                "/observe/metrics");
        context.addServlet(new ServletHolder(console), "/");
        context.setErrorHandler(new ServerErrors());
        server.setErrorHandler(new ServerErrors());
        server.setHandler(new GracefulHandler(new FrontDoor(document, context)));
        server.setStopTimeout(STOP_TIMEOUT_MILLIS);
    }

    /** By which Camel's servlet component finds this server; another for each server. */
    public String servletName() {
        return servletName;
    }

    /**
     * Takes the port, and makes the servlet that the routes hang on; calls wait until {@link
     * #answer}.
     *
     * @throws IllegalStateException with one line for the log when the port is taken
     */
    public void listen() {
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            stop();
            if (ObjectHelper.getException(BindException.class, e) != null) {
                throw new IllegalStateException(
                        "cannot listen on "
                                + host
                                + ":"
                                + port
                                + ": the port is taken or the address is not this machine's"
                                + " (settings http.host and http.port)",
                        e);
            }
            throw new IllegalStateException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    /** Answers from now on, also the calls that came since {@link #listen}. */
    public void answer() {
        try {
            server.addConnector(connector);
            connector.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no more requests, lets those under way finish for up to 20 s, and stops. */
    public void stop() {
        // a connection that is accepted at this moment would keep the usual time, and hold us up
        connector.setIdleTimeout(IDLE_WHEN_STOPPING_MILLIS);
        try {
            connector.close();
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("HTTP calls that took longer than the stop may take were cut off");
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }
}
