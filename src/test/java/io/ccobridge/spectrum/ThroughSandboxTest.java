package io.ccobridge.spectrum;

import static io.ccobridge.spectrum.Examples.candidate;
import static io.ccobridge.spectrum.Examples.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.RequiredAuth;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.spectrum.Answer.Accepted;
import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a change order becomes, through the routes, in the sandbox Spectrum's ledger. */
class ThroughSandboxTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SandboxSpectrum spectrum;
    private RunningRoutes routes;

    @BeforeEach
    void start() {
        spectrum = sandbox(new RequiredAuth.None());
        routes = new RunningRoutes(settings(spectrum, Auth.NONE), TIMEOUT, null);
    }

    @AfterEach
    void stop() {
        routes.close();
        spectrum.close();
    }

    @Test
    void everyCentOfAChangeOrderArrivesOncePerPhaseAndCostType() {
        ExportPlan plan =
                plan(
                        line("033000.S", "12500"),
                        line("033000.S", "0.01"),
                        line("051200.S", "-300.50"),
                        line("033000.M", "7"));

        assertThat(plan.sums()).allMatch(sum -> send(plan, sum) instanceof Accepted);

        assertThat(spectrum.ledger().amounts("S001-002"))
                .containsOnly(
                        Map.entry("033000 S", new BigDecimal("12500.01")),
                        Map.entry("051200 S", new BigDecimal("-300.50")),
                        Map.entry("033000 M", new BigDecimal("7.00")));
        assertThat(spectrum.ledger().subcontractTotal("ACME", "SC-001")).isEqualTo(plan.total());
    }

    @Test
    void aSumThatIsGoneIsTakenBackInSpectrum() {
        ExportPlan first = plan(line("033000.S", "100"), line("051200.S", "50"));
        first.sums().forEach(sum -> send(first, sum));

        ExportPlan second =
                new Planner(settings(spectrum, Auth.NONE))
                        .plan(candidate(line("033000.S", "70")), Choices.NONE, "002", first.sums());
        second.sums().forEach(sum -> send(second, sum));

        assertThat(spectrum.ledger().total("S001-002")).isEqualTo(new BigDecimal("70.00"));
        assertThat(spectrum.ledger().amounts("S001-002"))
                .containsEntry("051200 S", new BigDecimal("0.00"));
    }

    @Test
    void textArrivesAsItWasWritten() {
        String title = "Footing <B> & \"C\" – 😀";
        ExportPlan plan =
                new Planner(settings(spectrum, Auth.NONE))
                        .plan(
                                candidate(
                                        Examples.changeOrder(
                                                "002",
                                                title,
                                                "first\nsecond",
                                                Examples.subcontract("SC-001"),
                                                List.of(line("033000.S", "1")))),
                                Choices.NONE,
                                "002",
                                List.of());

        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Accepted.class);

        assertThat(spectrum.ledger().changeRequest("S001-002"))
                .hasValueSatisfying(
                        made -> assertThat(made.value("CR_Description")).isEqualTo(title));
    }

    static Stream<Fault> afterTheCommit() {
        return Stream.of(
                Fault.of(Fault.Kind.RESET_AFTER_COMMIT),
                Fault.of(Fault.Kind.UNAVAILABLE_AFTER_COMMIT),
                Fault.of(Fault.Kind.SOAP_FAULT_AFTER_COMMIT),
                Fault.of(Fault.Kind.UNREADABLE_BODY_AFTER_COMMIT),
                Fault.of(Fault.Kind.UNEXPECTED_WRAPPER),
                Fault.timeoutAfterCommit(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @MethodSource("afterTheCommit")
    void aRepeatAfterAnUnclearAnswerDoublesNoMoney(Fault fault) {
        ExportPlan plan = plan(line("033000.S", "12500"));
        spectrum.faults().next(fault);

        assertThat(sendImpatiently(plan).category()).isIn("transient", "unknown");
        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Accepted.class);

        assertThat(spectrum.ledger().total()).isEqualTo(new BigDecimal("12500.00"));
        assertThat(spectrum.ledger().changeRequests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"RESET_BEFORE_READING", "RESET_AFTER_COMMIT", "UNREADABLE_BODY"})
    void aBrokenConnectionLeavesTheOutcomeUnknown(Fault.Kind kind) {
        ExportPlan plan = plan(line("033000.S", "1"));
        spectrum.faults().next(Fault.of(kind));

        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Answer.Unknown.class);
        assertThat(spectrum.ledger().calls()).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"A", "E", "I", "M"})
    void anOldGuidAndALockAreToldFromWhatTheirCodeSays(String code) {
        ExportPlan plan = plan(line("033000.S", "1"));
        spectrum.faults().next(Fault.expiredGuid(code));
        spectrum.faults().next(Fault.locked(code));

        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Answer.SessionExpired.class);
        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Answer.Transient.class);
        assertThat(send(plan, plan.sums().get(0))).isInstanceOf(Accepted.class);
    }

    @Test
    void aValueThatSpectrumDoesNotKnowIsRejectedWithItsElement() {
        ExportPlan plan = plan(line("999999.S", "1"));

        assertThat(send(plan, plan.sums().get(0)))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected -> assertThat(rejected.column()).isEqualTo("CR_Phase_Code"));
        assertThat(spectrum.ledger().changeRequests()).isEmpty();
    }

    @Test
    void aWrongAuthorizationIdIsMisconfigured() {
        SpectrumSettings wrong = Examples.settings(settings(spectrum, Auth.NONE).url());
        try (RunningRoutes wrongRoutes = new RunningRoutes(wrong, TIMEOUT, null)) {
            ExportPlan plan = plan(line("033000.S", "1"));

            assertThat(wrongRoutes.send(plan.header(), plan.sums().get(0)))
                    .isInstanceOf(Answer.Misconfigured.class);
        }
    }

    @Test
    void aRevokedTokenIsRenewed() {
        try (SandboxSpectrum strict = sandbox(new RequiredAuth.OAuth2("client", "s&cret="));
                RunningRoutes oauth =
                        new RunningRoutes(settings(strict, Auth.OAUTH2), TIMEOUT, null)) {
            ExportPlan plan = plan(line("033000.S", "1"));
            Sum sum = plan.sums().get(0);

            assertThat(oauth.send(plan.header(), sum)).isInstanceOf(Accepted.class);
            strict.revokeTokens();
            assertThat(oauth.send(plan.header(), sum)).isInstanceOf(Answer.Misconfigured.class);
            assertThat(oauth.send(plan.header(), sum)).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Auth.class)
    void referenceDataIsReadHoweverTheSiteAuthenticates(Auth auth) {
        RequiredAuth required =
                switch (auth) {
                    case NONE -> new RequiredAuth.None();
                    case BASIC -> new RequiredAuth.Basic();
                    case OAUTH2 -> new RequiredAuth.OAuth2("client", "s&cret=");
                };
        try (SandboxSpectrum site = sandbox(required);
                HikariDataSource database = Databases.Engine.H2.open();
                RunningRoutes reading =
                        new RunningRoutes(settings(site, auth), TIMEOUT, database)) {
            IntStream.range(0, 600).forEach(i -> site.books().addVendor("V" + i, "Vendor " + i));
            site.variants().rowCap(2);

            reading.refresh();

            JdbcClient db = JdbcClient.create(database);
            assertThat(count(db, "spectrum_job WHERE customer_code = 'OWNER1'")).isEqualTo(1);
            assertThat(count(db, "spectrum_vendor WHERE active")).isEqualTo(601);
            // three phases, two at a time: the rest came by cost type
            assertThat(count(db, "spectrum_phase")).isEqualTo(3);
            assertThat(count(db, "reference_refresh WHERE complete")).isEqualTo(2);
        }
    }

    private static int count(JdbcClient db, String what) {
        return db.sql("SELECT COUNT(*) FROM " + what).query(Integer.class).single();
    }

    private Answer sendImpatiently(ExportPlan plan) {
        try (RunningRoutes impatient =
                new RunningRoutes(settings(spectrum, Auth.NONE), Duration.ofMillis(500), null)) {
            return impatient.send(plan.header(), plan.sums().get(0));
        }
    }

    private Answer send(ExportPlan plan, Sum sum) {
        return routes.send(plan.header(), sum);
    }

    private ExportPlan plan(io.ccobridge.changeorder.Line... lines) {
        return new Planner(settings(spectrum, Auth.NONE))
                .plan(candidate(lines), Choices.NONE, "002", List.of());
    }

    private static SandboxSpectrum sandbox(RequiredAuth auth) {
        Clock november = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        SandboxSpectrum sandbox = SandboxSpectrum.builder().clock(november).auth(auth).start();
        sandbox.books()
                .addJob("24-101", "Harbor Tower", "OWNER1")
                .addPhase("24-101", "033000", "S", "Concrete")
                .addPhase("24-101", "033000", "M", "Concrete")
                .addPhase("24-101", "051200", "S", "Steel")
                .addVendor("ACME", "Acme Concrete")
                .addSubcontract("ACME", "SC-001")
                .addStatusCode("CR", ActionType.COST_ONLY);
        return sandbox;
    }

    private static SpectrumSettings settings(SandboxSpectrum sandbox, Auth auth) {
        return new SpectrumSettings(
                sandbox.url(), "ABC", "SANDBOX-AUTH", auth, "client", "s&cret=", "CR", "E");
    }
}
