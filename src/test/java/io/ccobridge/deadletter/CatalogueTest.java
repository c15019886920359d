package io.ccobridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of known causes, the bridge's and the site's. */
class CatalogueTest {

    private static final String GOOD =
            """
            - id: phase
              title: The phase is not on the job
              category: business
              match: { column: CR_Phase_Code, code: [I, M], text: 'not on (the )?job' }
              fix_in: spectrum
              fix: Add it.
              source: S11
            """;

    @TempDir private Path home;

    @Test
    void theFirstEntryThatFitsInEveryWayIsTaken() throws IOException {
        write(
                "causes.yaml",
                GOOD
                        + """
                        - id: any-phase
                          title: Something about the phase
                          category: business
                          match: { column: [CR_Cost_Type, CR_Phase_Code] }
                          fix_in: bridge
                          fix: Look.
                        """);
        Catalogue catalogue = read();

        assertThat(catalogue.of(failure("business", "M", "cr_phase_code", "NOT ON JOB 7")).cause())
                .isEqualTo("phase");
        assertThat(catalogue.of(failure("business", "I, M", "CR_Phase_Code", "not on job")).cause())
                .isEqualTo("phase");
        assertThat(catalogue.of(failure("business", "X", "CR_Phase_Code", "not on job")).cause())
                .isEqualTo("any-phase");
        assertThat(catalogue.of(failure("business", null, "CR_Cost_Type", null)).cause())
                .isEqualTo("any-phase");
        assertThat(catalogue.of(failure("transient", "I", "CR_Phase_Code", "not on job")).known())
                .isFalse();
    }

    @Test
    void theSitesOwnComeFirstAndReplaceThoseWithTheirId() throws IOException {
        write("causes.yaml", GOOD);
        write(
                "causes-site.yaml",
                """
                - id: monday
                  title: It is Monday
                  category: business
                  match: { text: monday }
                  fix_in: nobody
                  fix: Wait.
                - id: phase
                  title: Ask Bob
                  category: business
                  match: { column: CR_Phase_Code }
                  fix_in: spectrum
                  fix: Ask Bob.
                """);
        Catalogue catalogue = read();

        assertThat(catalogue.size()).isEqualTo(2);
        assertThat(catalogue.ofTheSite()).isEqualTo(2);
        assertThat(catalogue.of(failure("business", "I", "CR_Phase_Code", "Monday")).cause())
                .isEqualTo("monday");
        assertThat(catalogue.of(failure("business", "I", "CR_Phase_Code", "not on job")).fix())
                .isEqualTo("Ask Bob.");
    }

    @Test
    void withoutAFileNothingIsKnown() throws IOException {
        Files.createDirectories(home.resolve("config"));
        assertThat(read().size()).isZero();
        write("causes.yaml", "# nothing yet\n");
        assertThat(read().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            id: phase                      | id: The Phase             | entry 1 (The Phase): id is "The Phase"; allowed: small letters and digits with dashes
            title: The phase is not on the job | title: ' '            | entry 1 (phase): title is missing, or is no text
            category: business             | category: bussiness       | entry 1 (phase): category is "bussiness"; allowed: transient, business, configuration, unknown
            fix_in: spectrum               | fix_in: excel             | entry 1 (phase): fix_in is "excel"; allowed: procore, spectrum, bridge, nobody
            fix: Add it.                   | fix:                      | entry 1 (phase): fix is missing, or is no text
            column: CR_Phase_Code          | colum: CR_Phase_Code      | entry 1 (phase): match.colum is not known; allowed: code, column, http_status, text
            'not on (the )?job'            | 'not on (the job'         | entry 1 (phase): match.text is no regular expression: Unclosed group near position 15
            code: [I, M]                   | http_status: 5            | entry 1 (phase): match.http_status is "5"; allowed: 100 to 599
            code: [I, M]                   | code: []                  | entry 1 (phase): match.code is an empty list
            source: S11                    | sourc: S11                | entry 1 (phase): sourc is not known; allowed: category, fix, fix_in, id, match, source, title
            - id: phase                    | '- '                      | entry 1: id is missing, or is no text
            """)
    void aMalformedEntryIsNamedInOneLine(String good, String bad, String line) throws IOException {
        write("causes.yaml", GOOD.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(this::read)
                .isInstanceOf(WrongSetting.class)
                .hasMessage("config/causes.yaml: " + line);
    }

    @Test
    void eachMalformedEntryIsNamedAtOnce() throws IOException {
        write("causes-site.yaml", GOOD.replace("title", "titel") + "- phase\n" + GOOD);

        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        WrongSetting.class,
                        wrong ->
                                assertThat(wrong.problems())
                                        .hasSize(2)
                                        .allSatisfy(
                                                problem ->
                                                        assertThat(problem)
                                                                .startsWith(
                                                                        "config/causes-site.yaml:"
                                                                                + " entry ")));
    }

    @Test
    void whatIsNoListOfEntriesIsSaidToBeNone() throws IOException {
        write("causes-site.yaml", GOOD + GOOD);
        assertThatThrownBy(this::read)
                .hasMessage(
                        "config/causes-site.yaml: entry 2 (phase): another entry before it has the"
                                + " same id");
        write("causes-site.yaml", "phase: yes");
        assertThatThrownBy(this::read)
                .hasMessageStartingWith("config/causes-site.yaml: it is no list");
        write("causes-site.yaml", GOOD + "- [");
        assertThatThrownBy(this::read)
                .hasMessageStartingWith(
                        "config/causes-site.yaml: it is not YAML: look at line 8; ");
        write("causes-site.yaml", "- phase");
        assertThatThrownBy(this::read)
                .hasMessageStartingWith("config/causes-site.yaml: entry 1: it is no entry");
        write("causes-site.yaml", GOOD.replaceAll("(?m)^  match.*\n", ""));
        assertThatThrownBy(this::read)
                .hasMessage(
                        "config/causes-site.yaml: entry 1 (phase): match is missing; allowed: at"
                                + " least one of code, column, http_status, text");
        write("causes-site.yaml", GOOD.replace("  fix:", "  id: again\n  fix:"));
        assertThatThrownBy(this::read)
                .hasMessageStartingWith("config/causes-site.yaml: it is not YAML");
    }

    private Catalogue read() {
        return Catalogue.read(home.resolve("config"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config").resolve(name), text);
    }

    private static Failure failure(String category, String code, String column, String message) {
        return new Failure(category, code, 200, column, message);
    }
}
