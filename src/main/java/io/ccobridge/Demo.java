package io.ccobridge;

import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.CompanyLife;
import io.ccobridge.sandbox.company.Seed;
import io.ccobridge.sandbox.company.SpectrumBooks;
import io.ccobridge.sandbox.procore.SandboxProcore;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.Books;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * The bridge between a sandbox Procore and a sandbox Spectrum that hold a believable contractor.
 */
final class Demo implements AutoCloseable {

    /** How often something happens in the sandbox company, and how often in all. */
    private static final Duration PACE = Duration.ofSeconds(20);

    private static final int STEPS = 500;

    /** Who may sign in to the console, each with the password {@value #PASSWORD}. */
    private static final Map<String, Role> PEOPLE =
            Map.of(
                    "anna", Role.APPROVER,
                    "pete", Role.PROJECT_MANAGER,
                    "adam", Role.ADMIN,
                    "vera", Role.VIEWER);

    private static final String PASSWORD = "demo-demo";

    private final Settings settings;
    private final SandboxProcore procore;
    private final SandboxSpectrum spectrum;
    private final CompanyLife life;
    private final Bridge bridge;

    Demo(Path home, Map<String, String> environment, Properties system) {
        Clock clock = Clock.systemDefaultZone();
        Seed seed = new Seed(clock);
        Properties told = new Properties();
        told.putAll(system);
        told.setProperty(Setting.PROCORE_COMPANY_ID.key(), Long.toString(seed.company().id()));
        settings = Settings.load(home.resolve("config"), "demo", environment, told);
        procore =
                SandboxProcore.builder()
                        .clock(clock)
                        .company(seed.company())
                        .port(port(Setting.PROCORE_API_URL))
                        .client(
                                settings.text(Setting.PROCORE_CLIENT_ID),
                                settings.text(Setting.PROCORE_CLIENT_SECRET))
                        .start();
        spectrum =
                SandboxSpectrum.builder()
                        .clock(clock)
                        .port(port(Setting.SPECTRUM_URL))
                        .companyCode(settings.text(Setting.SPECTRUM_COMPANY_CODE))
                        .authorizationId(settings.text(Setting.SPECTRUM_AUTHORIZATION_ID))
                        .start();
        load(seed.books(), spectrum.books());
        life = new CompanyLife(seed.company(), new Random(), STEPS);
        bridge = new Bridge(settings, home, clock);
    }

    void start() {
        bridge.start();
        bridge.addUsers(PEOPLE, PASSWORD);
        life.start(PACE);
    }

    /** What a person does next, for the screen. */
    String welcome() {
        String here = "http://127.0.0.1:" + bridge.port();
        String token = settings.text(Setting.SECURITY_ADMIN_TOKEN);
        return """

                The demo runs. Nothing is kept when it stops (Ctrl-C).

                  the console     %1$s   (sign in as anna, an approver; pete, a project manager;
                                    adam, an admin; or vera, a viewer; the password is %5$s)
                  the queue       curl -H 'Authorization: Bearer %2$s' '%1$s/api/v1/change-orders?view=ready'
                  accept one      curl -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \\
                                    -d '{"version": VERSION}' %1$s/api/v1/change-orders/ID/accept
                  in Spectrum     %4$s/sandbox/ledger.txt
                  in Procore      %3$s/sandbox
                  the API         %1$s/api/v1/openapi.json
                """
                .formatted(here, token, procore.url(), spectrum.url(), PASSWORD);
    }

    /** Puts Spectrum's side of the contractor into the sandbox. */
    static void load(SpectrumBooks from, Books to) {
        to.addStatusCode("CO", ActionType.COST_ONLY);
        from.jobs()
                .forEach(
                        job -> {
                            to.addJob(job.number(), job.description(), job.customerCode());
                            to.setJobStatus(job.number(), job.status());
                        });
        from.phases()
                .forEach(
                        (job, phases) ->
                                phases.forEach(
                                        phase -> {
                                            to.addPhase(
                                                    job,
                                                    phase.code(),
                                                    phase.costType(),
                                                    phase.description());
                                            to.setPhaseStatus(
                                                    job,
                                                    phase.code(),
                                                    phase.costType(),
                                                    phase.status());
                                        }));
        from.vendors()
                .forEach(
                        vendor -> {
                            to.addVendor(vendor.code(), vendor.name());
                            if (!vendor.active()) {
                                to.deactivateVendor(vendor.code());
                            }
                        });
        from.subcontracts()
                .forEach(
                        subcontract ->
                                to.addSubcontract(subcontract.vendorCode(), subcontract.number()));
    }

    @Override
    public void close() {
        life.close();
        bridge.close();
        spectrum.close();
        procore.close();
    }

    private int port(Setting url) {
        return URI.create(settings.text(url)).getPort();
    }
}
