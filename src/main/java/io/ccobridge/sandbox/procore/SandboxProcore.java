package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Procore to try things on: REST API and login host in one server on a loopback port, built from
 * facts/procore-api.md and strict where that is. What the facts leave open is answered the harder
 * way for a client, and said where it is decided.
 *
 * <pre>
 * try (SandboxProcore procore = SandboxProcore.builder().start()) {
 *     var tower = procore.company().addProject("Harbor Tower", "24-101");
 *     var acme = procore.company().addVendor("Acme Concrete", "ACME");
 *     var contract = tower.addSubcontract("SC-001", acme);
 *     var footing = contract.addChangeOrder("002", "Added footing", line("03-300.S", "12500.00"));
 *     procore.faults().next(Fault.TOO_MANY_REQUESTS, 2, "commitment_change_orders");
 *     footing.setTitle("Added footings");
 * }
 * </pre>
 *
 * The same from outside the process: see {@link SandboxControls}.
 */
public final class SandboxProcore implements AutoCloseable {

    private final Company company;
    private final String clientId;
    private final String clientSecret;
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final Tokens tokens;
    private final RateLimits limits;
    private final ProcoreApi api;
    private final Server server;
    private final ServerConnector connector;

    private SandboxProcore(Builder builder) {
        company = builder.company == null ? new Company(builder.clock) : builder.company;
        clientId = builder.clientId;
        clientSecret = builder.clientSecret;
        tokens = new Tokens(builder.clock, clientId, clientSecret, builder.tokenLife);
        limits = new RateLimits(builder.clock, builder.hourlyLimit, builder.spikeLimit);
        api = new ProcoreApi(builder.clock, company, tokens, limits);
        server = new Server(threads());
        connector = connector(server, builder.port);
        server.addConnector(connector);
        SandboxControls controls = new SandboxControls(company, faults, tokens, log);
        server.setHandler(new ProcoreHandler(builder.clock, api, controls, faults, log));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("sandbox-procore");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        // brackets and quotes in a query, as Procore's own examples write them
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        return connector;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Of both the API and the login host; no slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /** What it serves, to be changed while it runs. */
    public Company company() {
        return company;
    }

    public long companyId() {
        return company.id();
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    public Faults faults() {
        return faults;
    }

    /** The API's and the login host's calls so far, oldest first; the last 100,000. */
    public List<LoggedRequest> requests() {
        return log.all();
    }

    /** Those whose decoded path and query hold this text. */
    public List<LoggedRequest> requests(String text) {
        return log.all().stream().filter(request -> request.contains(text)).toList();
    }

    public void clearRequests() {
        log.clear();
    }

    /** Every token given out is worth nothing any more. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Of the tokens given out from now on. */
    public void setTokenLife(Duration life) {
        tokens.setLife(life);
    }

    /** Other limits, counted from zero. */
    public void setRateLimits(int hourly, int perTenSeconds) {
        limits.set(hourly, perTenSeconds);
    }

    /** Whether a 429 carries {@code Retry-After} beside its reset (facts/procore-api.md 4.2). */
    public void setRetryAfter(boolean sent) {
        api.setRetryAfter(sent);
    }

    /**
     * Whether the list of change orders has pages, which Procore documents nowhere
     * (facts/procore-api.md 1.3). Without them it answers everything at once and no {@code Link}.
     */
    public void setChangeOrdersPaged(boolean paged) {
        api.setChangeOrdersPaged(paged);
    }

    /** How commitment change orders of projects with three tiers are answered for. */
    public void setThreeTiers(ThreeTiers answer) {
        api.setThreeTiers(answer);
    }

    /** A change order's own document, to be changed and put back with {@code putRaw}. */
    public ObjectNode document(ProcoreChangeOrder changeOrder) {
        return company.still(() -> ChangeOrderDocument.of(changeOrder, false));
    }

    /** Its lines' answer, for {@code putRawLines}. */
    public ObjectNode lines(ProcoreChangeOrder changeOrder) {
        return company.still(
                () -> Documents.object("data", ChangeOrderDocument.lines(changeOrder, false)));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox Procore does not stop", e);
        }
    }

    private SandboxProcore start() {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox Procore does not start", e);
        }
    }

    /**
     * A free port, limits that nobody meets, an empty company and the system's clock, if not told.
     */
    public static final class Builder {

        private Clock clock = Clock.systemUTC();
        private Company company;
        private int port;
        private String clientId = "sandbox-client";
        private String clientSecret = "sandbox-secret";
        private int hourlyLimit = 36_000;
        private int spikeLimit = 1_500;
        private Duration tokenLife = Duration.ofSeconds(5400);

        private Builder() {}

        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** What to serve; its id is the company id that calls must name. */
        public Builder company(Company value) {
            company = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder client(String id, String secret) {
            clientId = id;
            clientSecret = secret;
            return this;
        }

        public Builder rateLimits(int hourly, int perTenSeconds) {
            hourlyLimit = hourly;
            spikeLimit = perTenSeconds;
            return this;
        }

        public Builder tokenLife(Duration value) {
            tokenLife = value;
            return this;
        }

        /**
         * A server that answers already.
         *
         * @throws IllegalStateException when it cannot, as on a port that is taken
         */
        public SandboxProcore start() {
            return new SandboxProcore(this).start();
        }
    }
}
