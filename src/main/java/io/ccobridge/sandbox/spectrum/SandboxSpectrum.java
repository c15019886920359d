package io.ccobridge.sandbox.spectrum;

import java.time.Clock;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Spectrum on a loopback port, with the services that the export of change orders needs.
 *
 * <pre>{@code
 * try (SandboxSpectrum spectrum = SandboxSpectrum.builder().start()) {
 *     spectrum.books()
 *             .addJob("24-101", "Harbor Tower", "OWNER1")
 *             .addPhase("24-101", "033000", "S", "Concrete")
 *             .addVendor("ACME", "Acme Concrete")
 *             .addSubcontract("ACME", "SC-001")
 *             .addStatusCode("CR", ActionType.COST_ONLY);
 *     spectrum.faults().next(Fault.of(Fault.Kind.RESET_AFTER_COMMIT));
 *     ...
 *     spectrum.ledger().amounts("S001-002");
 * }
 * }</pre>
 *
 * The same from outside the process: see {@link Control}.
 */
public final class SandboxSpectrum implements AutoCloseable {

    private static final long IDLE_MILLIS = 300_000;

    private final SandboxSettings settings;
    private final Books books;
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Variants variants = new Variants();
    private final Layouts layouts = new Layouts();
    private final GuidSessions guids;
    private final Access access;
    private final Server server;
    private final ServerConnector connector;

    private SandboxSpectrum(SandboxSettings settings, int port) {
        this.settings = settings;
        books = new Books(settings.today());
        guids = new GuidSessions(settings.clock());
        access = new Access(settings);
        SoapServices soap =
                new SoapServices(
                        settings,
                        access,
                        layouts,
                        variants,
                        guids,
                        new ChangeRequestService(settings, books, ledger, variants),
                        new GetServices(settings, books, variants));
        VendorsResource vendors = new VendorsResource(settings, access, books, variants);
        Calls calls = new Calls(ledger, soap, vendors, access);
        Control control = new Control(new LedgerView(ledger, books), faults, guids, access);

        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("sandbox-spectrum");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        // longer than any answer that a fault holds back
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new SpectrumHandler(settings.clock(), layouts, faults, calls, control));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Of all services; no slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    public String companyCode() {
        return settings.companyCode();
    }

    public String authorizationId() {
        return settings.authorizationId();
    }

    public Books books() {
        return books;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Faults faults() {
        return faults;
    }

    public Variants variants() {
        return variants;
    }

    public Layouts layouts() {
        return layouts;
    }

    /** Every GUID used up to now answers "Time out has occurred"; a new one is good. */
    public void expireGuids() {
        guids.expireAll();
    }

    /** Every token given out is void, before its time. */
    public void revokeTokens() {
        access.revokeTokens();
    }

    /** Answers that are held back are dropped. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox Spectrum did not stop", e);
        }
    }

    private SandboxSpectrum start() {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox Spectrum did not start", e);
        }
    }

    /**
     * A free port, company {@code ABC}, Authorization ID {@code SANDBOX-AUTH}, no HTTP
     * authentication for SOAP and the system's clock, if not told.
     */
    public static final class Builder {

        private int port;
        private String companyCode = "ABC";
        private String authorizationId = "SANDBOX-AUTH";
        private RequiredAuth auth = new RequiredAuth.None();
        private Clock clock = Clock.systemDefaultZone();

        private Builder() {}

        public Builder port(int value) {
            port = value;
            return this;
        }

        /** The one company that it holds, at most 3 characters. */
        public Builder companyCode(String value) {
            companyCode = value;
            return this;
        }

        /** At most 20 characters; allowed to call every service. */
        public Builder authorizationId(String value) {
            authorizationId = value;
            return this;
        }

        public Builder auth(RequiredAuth value) {
            auth = value;
            return this;
        }

        /** What "today" is for defaults and open dates, and by what GUIDs and tokens end. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * A server that answers already.
         *
         * @throws IllegalArgumentException when a code is too long
         * @throws IllegalStateException when it cannot start, as on a port that is taken
         */
        public SandboxSpectrum start() {
            SandboxSettings settings =
                    new SandboxSettings(companyCode, authorizationId, auth, clock);
            return new SandboxSpectrum(settings, port).start();
        }
    }
}
