package io.ccobridge.process;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.FreePort;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.SandboxProcore;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.ChangeRequest;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A Procore with so many approved change orders, and the Spectrum that they belong in. */
final class Site implements AutoCloseable {

    private static final int COMMITMENTS = 4;

    final SandboxProcore procore = SandboxProcore.builder().start();
    final SandboxSpectrum spectrum = SandboxSpectrum.builder().start();

    /** By title: what each change order must amount to, by phase and cost type. */
    private final Map<String, Map<String, BigDecimal>> amounts = new HashMap<>();

    /** Each with two sums of an odd number of cents. */
    Site(int changeOrders, Random random) {
        ProcoreProject tower = procore.company().addProject("Harbor Tower", "24-101");
        var acme = procore.company().addVendor("Acme Concrete", "ACME");
        spectrum.books()
                .addStatusCode("CO", ActionType.COST_ONLY)
                .addJob("24-101", "Harbor Tower", "OWNER1")
                .addPhase("24-101", "03300", "S", "Concrete")
                .addPhase("24-101", "05120", "M", "Steel")
                .addVendor("ACME", "Acme Concrete");
        for (int i = 0; i < COMMITMENTS; i++) {
            ProcoreCommitment commitment = tower.addSubcontract("SC-00" + i, acme);
            spectrum.books().addSubcontract("ACME", commitment.number());
            for (int j = i; j < changeOrders; j += COMMITMENTS) {
                String concrete = cents(random);
                String steel = cents(random);
                String title = "Change " + j;
                commitment.addChangeOrder(
                        "%03d".formatted(j),
                        title,
                        line("03-300.S", concrete),
                        line("05-120.M", steel));
                amounts.put(
                        title,
                        Map.of(
                                "03300 S", new BigDecimal(concrete),
                                "05120 M", new BigDecimal(steel)));
            }
        }
    }

    private static String cents(Random random) {
        return new BigDecimal(2 * random.nextInt(10_000_000) + 1).movePointLeft(2).toPlainString();
    }

    /** What the bridge has to be told, as environment variables; it polls when it is asked to. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PROCORE_API_URL", procore.url());
        environment.put("PROCORE_LOGIN_URL", procore.url());
        environment.put("PROCORE_CLIENT_ID", procore.clientId());
        environment.put("PROCORE_CLIENT_SECRET", procore.clientSecret());
        environment.put("PROCORE_COMPANY_ID", Long.toString(procore.companyId()));
        environment.put("PROCORE_POLL_CRON", "");
        environment.put("SPECTRUM_URL", spectrum.url());
        environment.put("SPECTRUM_COMPANY_CODE", spectrum.companyCode());
        environment.put("SPECTRUM_AUTHORIZATION_ID", spectrum.authorizationId());
        environment.put("SPECTRUM_CHANGE_REQUEST_STATUS", "CO");
        environment.put("HTTP_PORT", Integer.toString(FreePort.take()));
        environment.put("SECURITY_ADMIN_TOKEN", BridgeProcess.TOKEN);
        return environment;
    }

    /** Every change order is there once, with every cent on its phase, and never had another. */
    void assertLedgerExact() {
        assertThat(
                        spectrum.ledger().changeRequests().stream()
                                .collect(
                                        Collectors.toMap(
                                                request -> request.value("CR_Description"),
                                                Site::amountsOf)))
                .isEqualTo(amounts);
        assertThat(spectrum.ledger().audit().clean()).isTrue();
    }

    private static Map<String, BigDecimal> amountsOf(ChangeRequest request) {
        return request.lines().stream()
                .collect(
                        Collectors.toMap(
                                line -> line.key().phase() + " " + line.key().costType(),
                                line -> line.amount()));
    }

    @Override
    public void close() {
        procore.close();
        spectrum.close();
    }
}
