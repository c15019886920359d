package io.ccobridge.spectrum;

import static io.ccobridge.spectrum.ReferenceReaderTest.answer;
import static io.ccobridge.spectrum.ReferenceReaderTest.job;
import static io.ccobridge.spectrum.ReferenceReaderTest.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.spectrum.ReferenceRefresh.Missed;
import io.ccobridge.spectrum.ReferenceRefreshes.Held;
import io.ccobridge.spectrum.ReferenceRefreshes.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The routes that read reference data, against a real HTTP server and a real database. */
class ReferenceDataTest {

    private static final String CAPPED =
            "<response><Error_Code>W</Error_Code><Error_Description>500 rows</Error_Description>"
                    + "</response>";

    /** By what was asked: GetJob, vendors, or the job and cost type, for example 24-101/S. */
    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

    private static ScriptedServer server;
    private static HikariDataSource database;
    private static JdbcClient db;
    private static RunningRoutes routes;

    @BeforeAll
    static void start() {
        server =
                new ScriptedServer(
                        (asked, exchange) -> {
                            String body = ANSWERS.getOrDefault(question(asked), "");
                            ScriptedServer.answer(exchange, body.isEmpty() ? 500 : 200, body);
                        });
        database = Databases.Engine.H2.open();
        db = JdbcClient.create(database);
        routes =
                new RunningRoutes(Examples.settings(server.url()), Duration.ofSeconds(5), database);
    }

    @AfterAll
    static void stop() {
        routes.close();
        database.close();
        server.close();
    }

    @BeforeEach
    void forgetEverything() {
        for (String table :
                List.of(
                        "spectrum_job",
                        "spectrum_vendor",
                        "spectrum_phase",
                        "reference_refresh",
                        "reference_run")) {
            db.sql("DELETE FROM " + table).update();
        }
        routes.woken.clear();
        server.asked.clear();
        ANSWERS.clear();
        ANSWERS.put(
                "GetJob",
                answer(
                        "GetJob",
                        job("24-101", "OWNER1", "A"),
                        job("24-102", "", "I"),
                        job("24-103", "", "C")));
        ANSWERS.put("vendors", "[{\"Vendor_Code\":\"ACME\",\"Name\":\"Acme Concrete\"}]");
        ANSWERS.put("24-101/", answer("GetPhase", phase("24-101", "033000", "S")));
        ANSWERS.put("24-102/", answer("GetPhase", phase("24-102", "015000", "M")));
    }

    @Test
    void jobsVendorsAndThePhasesOfOpenJobsAreReadThenTheOtherRoomsAreWoken() {
        Exchange exchange = routes.refresh();

        assertThat(exchange.getException()).isNull();
        assertThat(rows("SELECT number FROM spectrum_job ORDER BY number"))
                .containsExactly("24-101", "24-102", "24-103");
        assertThat(rows("SELECT code FROM spectrum_vendor")).containsExactly("ACME");
        assertThat(phases()).containsExactly("24-101 033000.S", "24-102 015000.M");
        assertThat(rows("SELECT what FROM reference_refresh WHERE complete ORDER BY what"))
                .containsExactly("jobs", "phases:24-101", "phases:24-102", "vendors");
        assertThat(routes.woken).containsExactly("procore", "waiting");
    }

    @Test
    void vendorsThatCannotBeReadDoNotStopTheRest() {
        ANSWERS.put("vendors", "oops");

        Exchange exchange = routes.refresh();

        assertThat(exchange.getException()).isNull();
        assertThat(rows("SELECT code FROM spectrum_vendor")).isEmpty();
        assertThat(phases()).hasSize(2);
        assertThat(routes.woken).containsExactly("procore", "waiting");
    }

    @Test
    void aJobThatSpectrumWillNotTellAboutIsPassedOver() {
        ANSWERS.put(
                "24-101/",
                answer(
                        "GetPhase",
                        "<response><Error_Code>I</Error_Code><Error_Description>No access"
                                + "</Error_Description></response>"));

        routes.refresh();

        assertThat(phases()).containsExactly("24-102 015000.M");
        assertThat(routes.woken).containsExactly("procore", "waiting");
    }

    @Test
    void whenSpectrumItselfFailsTheOtherJobsAreLeftForTheNextTime() {
        ANSWERS.put("24-101/", "");

        routes.refresh();

        assertThat(phases()).isEmpty();
        assertThat(server.asked).noneMatch(asked -> question(asked).equals("24-102/"));
        assertThat(routes.woken).containsExactly("procore", "waiting");
    }

    @Test
    void aGetServiceThatFailsForAMomentIsAskedAgain() {
        server.failNext(1);

        routes.refresh();

        assertThat(rows("SELECT number FROM spectrum_job")).hasSize(3);
        assertThat(server.asked).filteredOn(asked -> question(asked).equals("GetJob")).hasSize(2);
    }

    @Test
    void phasesThatSpectrumCappedAreAskedForByCostType() {
        ANSWERS.put(
                "24-101/",
                answer(
                        "GetPhase",
                        phase("24-101", "033000", "S"),
                        phase("24-101", "033000", "M"),
                        CAPPED));
        ANSWERS.put(
                "24-101/S",
                answer("GetPhase", phase("24-101", "033000", "S"), phase("24-101", "051200", "S")));
        ANSWERS.put("24-101/M", answer("GetPhase", phase("24-101", "033000", "M")));

        routes.refresh();

        assertThat(phases())
                .containsExactly(
                        "24-101 033000.M", "24-101 033000.S", "24-101 051200.S", "24-102 015000.M");
        assertThat(rows("SELECT what FROM reference_refresh WHERE NOT complete"))
                .containsExactly("phases:24-101");
    }

    @Test
    void aSpectrumThatIsGoneLeavesEverythingAsItWas() {
        routes.refresh();
        ANSWERS.clear();

        routes.refresh();

        assertThat(rows("SELECT number FROM spectrum_job WHERE status <> 'C'")).hasSize(2);
        assertThat(phases()).hasSize(2);
        assertThat(routes.woken).containsExactly("procore", "waiting", "procore", "waiting");
    }

    @Test
    void aRefreshTellsWhatIsHeldAndWhatCouldNotBeRead() {
        routes.refresh();
        ANSWERS.put("vendors", "oops");
        ANSWERS.put(
                "24-102/",
                answer(
                        "GetPhase",
                        "<response><Error_Code>I</Error_Code><Error_Description>No access"
                                + "</Error_Description></response>"));
        routes.refresh();

        Report report = refreshes().report();

        assertThat(report.held())
                .extracting(Held::what, Held::count, Held::whole)
                .containsExactly(
                        tuple("jobs", 3L, true),
                        tuple("vendors", 1L, true),
                        tuple("phases", 2L, true));
        assertThat(report.held()).noneMatch(held -> held.readAt() == null);
        assertThat(report.refreshes())
                .extracting(ReferenceRefresh::state)
                .containsExactly("failed", "done");
        ReferenceRefresh failed = report.refreshes().get(0);
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(failed.errors())
                .extracting(Missed::part)
                .containsExactly("Spectrum's vendors", "Spectrum's phases");
        assertThat(failed.errors().get(1).message())
                .startsWith("Job 24-102 was passed over. ")
                .contains("No access");
    }

    @Test
    void beforeTheFirstRefreshNothingIsHeldAndAJobWithoutPhasesIsNotWhole() {
        assertThat(refreshes().newest()).isNull();
        assertThat(refreshes().report().held())
                .allMatch(held -> held.count() == 0 && held.readAt() == null && !held.whole());
        ANSWERS.put("24-102/", "");

        routes.refresh();

        assertThat(refreshes().report().held().get(2))
                .satisfies(
                        phases -> {
                            assertThat(phases.count()).isEqualTo(1);
                            assertThat(phases.whole()).isFalse();
                        });
    }

    @Test
    void whoAsksWhileOneRunsIsShownThatOne() {
        ReferenceRefreshes.Run elsewhere = refreshes().begin();
        String id = refreshes().newest().id();

        assertThat(routes.ask())
                .satisfies(
                        shown -> {
                            assertThat(shown.id()).isEqualTo(id);
                            assertThat(shown.state()).isEqualTo("running");
                        });

        assertThat(server.asked).isEmpty();
        refreshes().finish(elsewhere);
        ReferenceRefresh own = routes.ask();
        assertThat(own.id()).isNotEqualTo(id);
        await().until(() -> refreshes().newest().state().equals("done"));
        assertThat(rows("SELECT number FROM spectrum_job")).hasSize(3);
    }

    @Test
    void aRefreshThatWasCutOffIsToldSoAndHoldsNobodyBack() {
        refreshes().begin();

        refreshes().releaseOwn();

        ReferenceRefresh cutOff = refreshes().newest();
        assertThat(cutOff.state()).isEqualTo("failed");
        assertThat(cutOff.errors().get(0).message()).startsWith("The refresh was cut off");
        refreshes().begin();
        db.sql("UPDATE reference_run SET alive_at = alive_at - INTERVAL '16' MINUTE").update();
        assertThat(refreshes().beginUnlessUnderWay()).isNotNull();
        assertThat(rows("SELECT COUNT(*) FROM reference_run WHERE finished_at IS NULL"))
                .containsExactly("1");
    }

    @Test
    void onlyTheLastHundredRefreshesAreKept() {
        for (int i = 0; i < 103; i++) {
            refreshes().finish(refreshes().begin());
        }

        assertThat(rows("SELECT COUNT(*) FROM reference_run")).containsExactly("100");
        assertThat(refreshes().report().refreshes()).hasSize(10);
    }

    private ReferenceRefreshes refreshes() {
        return RunningRoutes.refreshes(database);
    }

    private static String question(ScriptedServer.Asked asked) {
        if (asked.path().startsWith("/vendors/")) {
            return "vendors";
        }
        try {
            SoapMessage.Row row = SoapMessage.read(asked.body()).rows().get(0);
            return asked.path().endsWith("GetPhase")
                    ? row.get("pJob_Number") + "/" + row.get("pCost_Type")
                    : "GetJob";
        } catch (SoapMessage.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private List<String> phases() {
        return rows(
                "SELECT job_number || ' ' || code || '.' || cost_type FROM spectrum_phase ORDER BY 1");
    }

    private List<String> rows(String sql) {
        return db.sql(sql).query(String.class).list();
    }
}
