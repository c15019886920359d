package io.ccobridge.sandbox.spectrum;

import io.ccobridge.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox with one job, two phases and one subcontract, on 20 November 2026. */
abstract class WithSandbox {

    final TestClock clock = new TestClock("2026-11-20T12:00:00Z");
    SandboxSpectrum spectrum;
    Client client;

    RequiredAuth auth() {
        return new RequiredAuth.None();
    }

    @BeforeEach
    void start() {
        spectrum = SandboxSpectrum.builder().clock(clock).auth(auth()).start();
        spectrum.books()
                .addJob("24-101", "Harbor Tower", "OWNER1")
                .addPhase("24-101", "033000", "S", "Concrete")
                .addPhase("24-101", "051200", "S", "Steel")
                .addVendor("ACME", "Acme Concrete")
                .addSubcontract("ACME", "SC-001")
                .addStatusCode("CR", ActionType.COST_ONLY)
                .addStatusCode("AP", ActionType.APPROVED);
        client = new Client(spectrum);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        spectrum.close();
    }
}
