package io.ccobridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Bridge;
import io.ccobridge.Databases;
import io.ccobridge.Site;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.LoggedRequest;
import io.ccobridge.settings.WrongSetting;
import io.ccobridge.setup.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What {@code cco-bridge doctor} finds at a site where one thing after the other is broken. */
class DoctorTest {

    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir private Path folder;

    private final Site site = new Site();
    private Path home = Site.HOME;
    private int code;

    @BeforeEach
    void aDatabaseInAFile() {
        site.set("database.url", "jdbc:h2:file:" + folder.resolve("bridge"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void whereAllIsWellEveryLineSaysSo() {
        assertThat(examine())
                .allMatch(line -> line.startsWith("ok "))
                .anyMatch(line -> line.contains("procore.projects") && line.contains("2 active"))
                .anyMatch(line -> line.contains("procore.change-orders") && line.contains("2 of 2"))
                .anyMatch(line -> line.contains("spectrum.jobs") && line.contains("1 job"))
                .anyMatch(line -> line.contains("spectrum.wsdl.ARChangeRequest"));
        assertThat(code).isZero();
    }

    @Test
    void ofAProjectWithThreeTiersThePackagesAreLookedAt() {
        site.procore.company().projects().get(0).setTiers(3);
        assertThat(examine())
                .anyMatch(
                        line ->
                                line.startsWith("ok ")
                                        && line.contains("procore.change-orders")
                                        && line.contains("2 of 2"));
        site.set("procore.change-order-tiers", "2");
        assertThat(examine())
                .anyMatch(line -> line.startsWith("FAIL") && line.contains("1 and 2 tier"));
    }

    @Test
    void nothingIsWrittenAnywhere() throws IOException {
        migrate("jdbc:h2:file:" + folder.resolve("bridge"));
        byte[] before = Files.readAllBytes(folder.resolve("bridge.mv.db"));

        examine();

        assertThat(site.procore.requests())
                .extracting(LoggedRequest::method)
                .containsOnly("GET", "POST");
        assertThat(site.procore.requests("/rest/"))
                .extracting(LoggedRequest::method)
                .containsOnly("GET");
        assertThat(site.spectrum.ledger().changeRequests()).isEmpty();
        assertThat(folder.resolve("bridge.mv.db")).hasBinaryContent(before);
    }

    @Test
    void aDatabaseThatIsNotThereYetIsNotMade() {
        assertThat(line("database")).startsWith("ok ").contains("the first start makes it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFindingsAreOneJsonDocumentWhereThatIsAsked() {
        site.set("procore.client-secret", "wrong");

        JsonNode findings = Json.read(output(true)).get("findings");

        assertThat(findings)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.get("check").textValue()).isEqualTo("procore.token");
                            assertThat(finding.get("result").textValue()).isEqualTo("FAIL");
                            assertThat(finding.get("detail").textValue())
                                    .contains("procore.client-secret");
                        });
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aWrongSettingIsTheOnlyFinding() {
        site.set("spectrum.concurrency", "many");

        assertThat(examine())
                .singleElement()
                .asString()
                .startsWith("FAIL  settings")
                .contains("spectrum.concurrency is \"many\"");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void allWrongSettingsAreToldAtOnce() {
        site.set("spectrum.concurrency", "many");
        site.set("http.port", "99999");

        assertThat(examine())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("FAIL  settings"));
    }

    @Test
    void settingsThatDoNotFitEachOtherAreToldAsTheStartWouldTellThem() {
        site.set("mail.host", "smtp.example.com");
        site.set("approval.hold", "31d");
        site.set("oidc.issuer", "https://idp.example.com");

        assertThat(examine())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("mail.from is \"\""))
                .anySatisfy(line -> assertThat(line).contains("approval.hold is \"31d\""))
                .anySatisfy(line -> assertThat(line).contains("oidc.client-secret is \"\""));
        assertThat(code).isEqualTo(1);
    }

    @Test
    void doubtfulSettingsAreWarningsAndNoFailure() {
        site.set("spectrum.change-request-status", "");
        site.set("spectrum.concurrency", "20");

        assertThat(line("spectrum.change-request-status")).startsWith("WARN");
        assertThat(line("database.pool-size")).startsWith("WARN").contains("at least 24");
        assertThat(code).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "procore.client-secret | wrong-secret | procore.token | procore.client-secret",
                "procore.login-url | " + NOWHERE + " | procore.token | could not be reached",
                "procore.api-url | " + NOWHERE + " | procore.company | procore.api-url",
                "procore.company-id | 77 | procore.company | not connected to this company",
                "procore.projects | 77 | procore.project.77 | permitted projects",
                "spectrum.url | " + NOWHERE + " | spectrum.url | cannot be reached",
                "spectrum.authorization-id | WRONG-ID | spectrum.authorization | GetJob",
                "spectrum.company-code | XYZ | spectrum.company | spectrum.company-code (XYZ)",
                "database.url | jdbc:postgresql://127.0.0.1:1/none | database | cannot be opened",
                "database.url | jdbc:h2:./x;WRITE_DELAY=5 | database | WRITE_DELAY=0",
                "export.retry.max-delay | 1s | settings | at least export.retry.first-delay"
            })
    void whatIsBrokenHasALineThatSaysWhatToDo(
            String setting, String value, String check, String told) {
        site.set(setting, value);

        assertThat(line(check)).startsWith("FAIL").contains(told);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aForbiddenProjectIsNamedWithThePermissionThatIsMissing() {
        site.lofts.setAccess(ProcoreProject.Access.FORBIDDEN);

        assertThat(line("procore.project." + site.lofts.id()))
                .startsWith("FAIL")
                .contains("403", "Mill Street Lofts", "Change Orders");
        assertThat(line("procore.change-orders")).startsWith("ok ").contains("1 of 2");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void anAccountThatSeesNoProjectFails() {
        site.tower.setAccess(ProcoreProject.Access.HIDDEN);
        site.lofts.setAccess(ProcoreProject.Access.HIDDEN);

        assertThat(line("procore.projects")).startsWith("FAIL").contains("permitted projects");
    }

    @Test
    void aTemplateThatLacksAnElementOfTheWsdlFails() throws IOException {
        home = copyOfHome();
        Path template = home.resolve("config/spectrum/ARChangeRequest.xml.ftl");
        List<String> lines = Files.readAllLines(template);
        Files.write(template, lines.stream().filter(l -> !l.contains("CR_Description")).toList());

        assertThat(line("spectrum.wsdl.ARChangeRequest"))
                .startsWith("FAIL")
                .contains("lacks", "CR_Description", "config/spectrum/ARChangeRequest.xml.ftl");
    }

    @Test
    void aTemplateThatIsBrokenFailsAndSpectrumIsNotAsked() throws IOException {
        home = copyOfHome();
        Files.writeString(home.resolve("config/spectrum/GetJob.xml.ftl"), "<#if>");

        assertThat(line("templates")).startsWith("FAIL").contains("GetJob.xml.ftl");
        assertThat(examine()).noneMatch(line -> line.contains("spectrum.url"));
    }

    @Test
    void aCauseThatIsMalformedIsNamed() throws IOException {
        assertThat(line("causes")).startsWith("ok ").contains("0 of them written down by the site");
        home = copyOfHome();
        Files.writeString(home.resolve("config/causes-site.yaml"), "- id: monday\n  titel: x");
        assertThat(line("causes"))
                .startsWith("FAIL")
                .contains("config/causes-site.yaml: entry 1 (monday): titel is not known");
        assertThatThrownBy(() -> new Bridge(site.settings(), home, Clock.systemUTC()).start())
                .as("nor does the bridge start")
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("config/causes-site.yaml: entry 1 (monday): titel");

        Files.delete(home.resolve("config/causes-site.yaml"));
        Files.delete(home.resolve("config/causes.yaml"));
        assertThat(line("causes")).startsWith("WARN").contains("causes.yaml");
    }

    @Test
    void aRouteThatCannotBeReadIsNamed() throws IOException {
        home = copyOfHome();
        Files.writeString(home.resolve("routes/links.camel.yaml"), "- route: [");

        assertThat(line("routes")).startsWith("FAIL").contains("links.camel.yaml");
    }

    @Test
    void tablesOfThisVersionAreWell() {
        migrate("jdbc:h2:file:" + folder.resolve("bridge"));

        assertThat(line("database")).startsWith("ok ").contains("tables of version ");
    }

    @Test
    void aDatabaseThatTheBridgeHasInUseIsLeftAlone() throws IOException {
        migrate("jdbc:h2:file:" + folder.resolve("bridge"));
        try (FileChannel file =
                        FileChannel.open(folder.resolve("bridge.mv.db"), StandardOpenOption.WRITE);
                FileLock asTheBridgeHasIt = file.lock()) {
            assertThat(asTheBridgeHasIt.isValid()).isTrue();
            assertThat(line("database")).startsWith("ok ").contains("in use");
        }
    }

    @Test
    void tablesOfSomebodyElseAreTold() throws SQLException {
        String url = Databases.Engine.POSTGRESQL.url();
        site.set("database.url", url);
        assertThat(line("database")).startsWith("ok ").contains("empty");

        try (Statement statement = DriverManager.getConnection(url).createStatement()) {
            statement.execute("CREATE TABLE payroll (id INTEGER)");
            statement.getConnection().close();
        }

        assertThat(line("database")).startsWith("FAIL").contains("somebody else");
    }

    @Test
    void aDatabaseInMemoryIsAWarning() {
        site.set("database.url", Databases.Engine.H2.url());

        assertThat(line("database")).startsWith("WARN").contains("in memory");
    }

    @Test
    void noSecretIsShownWhateverIsAnswered() {
        site.set("procore.client-secret", "s3cr3t-of-procore");
        site.set("spectrum.authorization-id", "s3cr3t-of-spectrum");
        site.set("database.url", "jdbc:postgresql://127.0.0.1:1/none?password=s3cr3t-in-url");
        site.set("database.password", "s3cr3t-of-database");

        assertThat(output(false)).doesNotContain("s3cr3t");
        assertThat(output(true)).doesNotContain("s3cr3t");
    }

    private static void migrate(String url) {
        Database.migrations(new DriverManagerDataSource(Database.url(url, Site.HOME), "", ""))
                .migrate();
    }

    private Path copyOfHome() throws IOException {
        for (String part : List.of("config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
        return folder;
    }

    /** The only line about a check. */
    private String line(String check) {
        return examine().stream()
                .filter(line -> line.split(" +")[1].equals(check))
                .reduce(
                        (one, other) -> {
                            throw new AssertionError("two lines: " + one + " and " + other);
                        })
                .orElse("no line about " + check);
    }

    private List<String> examine() {
        return output(false).lines().toList();
    }

    private String output(boolean json) {
        StringWriter out = new StringWriter();
        code =
                new Doctor(home, null, Map.of(), site.properties, new PrintWriter(out))
                        .examine(json);
        return out.toString();
    }
}
