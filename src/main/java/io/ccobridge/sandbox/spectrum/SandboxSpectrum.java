package io.ccobridge.sandbox.spectrum;

import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Spectrum on a loopback port, with the services that the export of change orders needs.
 *
 * <pre>{@code
 * try (SandboxSpectrum spectrum = new SandboxSpectrum(SandboxSettings.standard()).start()) {
 *     spectrum.books()
 *             .addJob("24-101", "Harbor Tower", "OWNER1")
 *             .addPhase("24-101", "033000", "S", "Concrete")
 *             .addVendor("ACME", "Acme Concrete")
 *             .addSubcontract("ACME", "SC-001")
 *             .addStatusCode("CR", ActionType.COST_ONLY);
 *     spectrum.faults().next(1, Fault.of(Fault.Kind.RESET_AFTER_COMMIT));
 *     ...
 *     spectrum.ledger().amounts("S001-002");
 * }
 * }</pre>
 */
public final class SandboxSpectrum implements AutoCloseable {

    private static final long IDLE_MILLIS = 300_000;

    private final Books books;
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Variants variants = new Variants();
    private final Layouts layouts = new Layouts();
    private final GuidSessions guids;
    private final Access access;
    private final Server server;
    private final ServerConnector connector;

    public SandboxSpectrum(SandboxSettings settings) {
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
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(settings.port());
        // longer than any answer that a fault holds back
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new SpectrumHandler(settings.clock(), layouts, faults, calls, control));
    }

    /**
     * @return this
     * @throws IllegalStateException when it cannot start, for example because the port is taken
     */
    public SandboxSpectrum start() {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox Spectrum did not start", e);
        }
    }

    /** Scheme, host and port, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
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
}
