package io.ccobridge;

import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.SandboxProcore;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;

/** A small contractor's Procore and Spectrum, and the settings that lead to them. */
public final class Site implements AutoCloseable {

    public static final Path HOME = Path.of("");

    public final SandboxProcore procore =
            SandboxProcore.builder().company(new Company(Clock.systemUTC())).start();
    public final SandboxSpectrum spectrum = SandboxSpectrum.builder().start();
    public final ProcoreProject tower = procore.company().addProject("Harbor Tower", "24-101");
    public final ProcoreProject lofts = procore.company().addProject("Mill Street Lofts", "24-102");

    /** The {@code -D} properties of the process. */
    public final Properties properties = new Properties();

    public Site() {
        spectrum.books()
                .addJob("24-101", "Harbor Tower", "OWNER1")
                .addPhase("24-101", "033000", "S", "Concrete")
                .addVendor("ACME", "Acme Concrete")
                .addSubcontract("ACME", "SC-001")
                .addStatusCode("CO", ActionType.COST_ONLY);
        set("procore.api-url", procore.url());
        set("procore.login-url", procore.url());
        set("procore.client-id", procore.clientId());
        set("procore.client-secret", procore.clientSecret());
        set("procore.company-id", Long.toString(procore.companyId()));
        set("procore.poll.cron", "");
        set("spectrum.url", spectrum.url());
        set("spectrum.company-code", spectrum.companyCode());
        set("spectrum.authorization-id", spectrum.authorizationId());
        set("spectrum.change-request-status", "CO");
        set("database.url", Databases.Engine.H2.url());
        set("security.admin-token", "the-admin-token");
        set("http.port", "0");
    }

    public Site set(String key, String value) {
        properties.setProperty(key, value);
        return this;
    }

    public Settings settings() {
        return Settings.load(HOME.resolve("config"), null, Map.of(), properties);
    }

    @Override
    public void close() {
        spectrum.close();
        procore.close();
    }
}
