package io.ccobridge.doctor;

import io.ccobridge.deadletter.Catalogue;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import io.ccobridge.setup.SiteSettings;
import io.ccobridge.spectrum.Envelopes;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;

/**
 * {@code cco-bridge doctor}: looks at everything the bridge needs and says what is wrong and what
 * to do (contract, section 3). It reads and never writes, neither here nor there; the bridge may
 * run meanwhile.
 */
public final class Doctor {

    private final Path home;
    private final String profile;
    private final Map<String, String> environment;
    private final Properties system;
    private final PrintWriter out;

    /**
     * @param profile null for none
     */
    public Doctor(
            Path home,
            String profile,
            Map<String, String> environment,
            Properties system,
            PrintWriter out) {
        this.home = home.toAbsolutePath().normalize();
        this.profile = profile;
        this.environment = environment;
        this.system = system;
        this.out = out;
    }

    /** 0 when nothing failed, else 1. */
    public int examine(boolean json) {
        Findings findings = new Findings(out, json);
        try {
            Settings settings = Settings.load(home.resolve("config"), profile, environment, system);
            findings.mask(settings::masked);
            examine(settings, findings);
        } catch (WrongSetting e) {
            e.problems().forEach(problem -> findings.fail("settings", problem));
        }
        findings.finish();
        return findings.allWell() ? 0 : 1;
    }

    void examine(Settings settings, Findings findings) {
        SiteSettings site = new SiteSettings(settings);
        site.check(Instant.now());
        findings.ok("settings", "read from " + home.resolve("config"));
        doubts(settings, findings);
        causes(findings);
        new DatabaseExamination(settings, home).examine(findings);

        Envelopes envelopes = envelopes(findings);
        try (Calls calls = new Calls(settings, home)) {
            if (calls.start(findings)) {
                new ProcoreExamination(settings, calls).examine(findings);
                if (envelopes != null) {
                    new SpectrumExamination(site.spectrum(), envelopes, calls).examine(findings);
                }
            }
        }
    }

    private static void doubts(Settings settings, Findings findings) {
        settings.warnings().forEach(warning -> findings.warn("settings", warning));
        if (!settings.isSet(Setting.SPECTRUM_CHANGE_REQUEST_STATUS)) {
            findings.warn(
                    Setting.SPECTRUM_CHANGE_REQUEST_STATUS.key(),
                    "is empty: Spectrum wants a status code for every new change request; ask"
                            + " accounting for the one of cost-only changes");
        }
        int wanted = settings.integer(Setting.SPECTRUM_CONCURRENCY) + 4;
        if (settings.integer(Setting.DATABASE_POOL_SIZE) < wanted) {
            findings.warn(
                    Setting.DATABASE_POOL_SIZE.key(),
                    settings.text(Setting.DATABASE_POOL_SIZE)
                            + " connections are few for spectrum.concurrency "
                            + settings.text(Setting.SPECTRUM_CONCURRENCY)
                            + ": set at least "
                            + wanted);
        }
    }

    private void causes(Findings findings) {
        Path folder = home.resolve("config");
        try {
            Catalogue causes = Catalogue.read(folder);
            String known =
                    "%d causes of failed exports are known, %d of them written down by the site"
                            .formatted(causes.size(), causes.ofTheSite());
            if (causes.size() == causes.ofTheSite()) {
                findings.warn(
                        "causes",
                        known
                                + "; put "
                                + Catalogue.SHIPPED
                                + " of the distribution back into "
                                + folder);
            } else {
                findings.ok("causes", known);
            }
        } catch (WrongSetting e) {
            findings.fail("causes", e.getMessage());
        }
    }

    /** Null when they cannot be used. */
    private Envelopes envelopes(Findings findings) {
        Path folder = home.resolve("config").resolve("spectrum");
        try {
            Envelopes envelopes = new Envelopes(folder);
            SpectrumExamination.METHODS.forEach(envelopes::elements);
            findings.ok(
                    "templates", String.join(", ", SpectrumExamination.METHODS) + " in " + folder);
            return envelopes;
        } catch (IllegalStateException | UncheckedIOException e) {
            findings.fail(
                    "templates",
                    e.getMessage() + " Put the file of the distribution back into " + folder);
            return null;
        }
    }
}
