package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReferenceTablesTest {

    private static final Job TOWER = new Job("24-101", "Tower", "OWNER1", "A");
    private static final Job BRIDGE = new Job("24-102", "Bridge", null, "I");

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aJobThatIsNoLongerListedBecomesCompleteUntilItIsListedAgain(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takeJobs(new Listing<>(List.of(TOWER, BRIDGE), true));
                    assertThat(jobs(db)).containsExactly("24-101 A OWNER1", "24-102 I null");

                    tables.takeJobs(new Listing<>(List.of(BRIDGE), true));
                    assertThat(jobs(db)).containsExactly("24-101 C OWNER1", "24-102 I null");
                    assertThat(tables.openJobs()).containsExactly("24-102");

                    tables.takeJobs(new Listing<>(List.of(TOWER, BRIDGE), true));
                    assertThat(tables.openJobs()).containsExactly("24-101", "24-102");
                    assertThat(refreshes(db)).containsExactly("jobs true");
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aListThatIsNotWholeAddsAndTakesNothingAway(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takeJobs(new Listing<>(List.of(TOWER), true));
                    tables.takeVendors(new Listing<>(List.of(vendor("A")), true));
                    tables.takePhases("24-101", new Listing<>(List.of(phase("1", "S")), true));

                    tables.takeJobs(new Listing<>(List.of(BRIDGE), false));
                    tables.takeVendors(new Listing<>(List.of(vendor("B")), false));
                    tables.takePhases("24-101", new Listing<>(List.of(phase("2", "S")), false));

                    assertThat(jobs(db)).containsExactly("24-101 A OWNER1", "24-102 I null");
                    assertThat(vendors(db)).containsExactly("A true", "B true");
                    assertThat(phases(db)).containsExactly("24-101 1.S", "24-101 2.S");
                    assertThat(refreshes(db))
                            .containsExactly("jobs false", "phases:24-101 false", "vendors false");
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anEmptyListNeverWipesWhatWasThere(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takeJobs(new Listing<>(List.of(TOWER), true));
                    tables.takeVendors(new Listing<>(List.of(vendor("A")), true));
                    tables.takePhases("24-101", new Listing<>(List.of(phase("1", "S")), true));
                    tables.takePhases("24-102", new Listing<>(List.of(), true));

                    tables.takeJobs(new Listing<>(List.of(), true));
                    tables.takeVendors(new Listing<>(List.of(), true));
                    tables.takePhases("24-101", new Listing<>(List.of(), true));
                    tables.takePhasesOfCostType("24-101", "S", new Listing<>(List.of(), true));

                    assertThat(jobs(db)).containsExactly("24-101 A OWNER1");
                    assertThat(vendors(db)).containsExactly("A true");
                    assertThat(phases(db)).containsExactly("24-101 1.S");
                    assertThat(refreshes(db))
                            .containsExactly(
                                    "jobs false",
                                    "phases:24-101 false",
                                    "phases:24-102 true",
                                    "vendors false");
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aVendorThatIsNoLongerListedBecomesInactive(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takeVendors(new Listing<>(List.of(vendor("A"), vendor("B")), true));
                    tables.takeVendors(new Listing<>(List.of(vendor("B")), true));

                    assertThat(vendors(db)).containsExactly("A false", "B true");
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void thePhasesOfAJobAreReplacedAndThoseOfOthersStay(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takePhases("24-101", new Listing<>(List.of(phase("1", "S")), true));
                    tables.takePhases("24-102", new Listing<>(List.of(phase("1", "S")), true));

                    tables.takePhases("24-101", new Listing<>(List.of(phase("2", "M")), true));

                    assertThat(phases(db)).containsExactly("24-101 2.M", "24-102 1.S");
                    assertThat(tables.costTypes()).containsExactly("M", "S");
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void thePhasesOfOneCostTypeAreReplacedAndTheJobStaysIncomplete(Databases.Engine engine) {
        with(
                engine,
                (tables, db) -> {
                    tables.takePhases(
                            "24-101",
                            new Listing<>(List.of(phase("1", "S"), phase("1", "M")), false));

                    tables.takePhasesOfCostType(
                            "24-101", "S", new Listing<>(List.of(phase("2", "S")), true));

                    assertThat(phases(db)).containsExactly("24-101 1.M", "24-101 2.S");
                    assertThat(refreshes(db)).containsExactly("phases:24-101 false");
                });
    }

    private static void with(
            Databases.Engine engine, BiConsumer<ReferenceTables, JdbcClient> test) {
        try (HikariDataSource database = engine.open()) {
            test.accept(
                    new ReferenceTables(database, Clock.systemUTC()), JdbcClient.create(database));
        }
    }

    private static List<String> jobs(JdbcClient db) {
        return db.sql("SELECT number, status, customer_code FROM spectrum_job ORDER BY number")
                .query(
                        (row, i) ->
                                row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }

    private static List<String> vendors(JdbcClient db) {
        return db.sql("SELECT code, active FROM spectrum_vendor ORDER BY code")
                .query((row, i) -> row.getString(1) + " " + row.getBoolean(2))
                .list();
    }

    private static List<String> phases(JdbcClient db) {
        return db.sql(
                        "SELECT job_number, code, cost_type FROM spectrum_phase"
                                + " ORDER BY job_number, code, cost_type")
                .query(
                        (row, i) ->
                                row.getString(1) + " " + row.getString(2) + "." + row.getString(3))
                .list();
    }

    private static List<String> refreshes(JdbcClient db) {
        return db.sql("SELECT what, complete FROM reference_refresh ORDER BY what")
                .query((row, i) -> row.getString(1) + " " + row.getBoolean(2))
                .list();
    }

    private static Phase phase(String code, String costType) {
        return new Phase(code, costType, "Footings", "A");
    }

    private static SpectrumVendor vendor(String code) {
        return new SpectrumVendor(code, "Vendor " + code, true);
    }
}
