package io.ccobridge.link;

import static io.ccobridge.link.LinkFixture.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.link.LinkImport.Imported;
import io.ccobridge.link.LinkImport.LineError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkImportTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void goodLinesAreTakenAndBadOnesAreTold(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.refreshed("vendors", true);
            Imported imported =
                    read(
                            fixture,
                            "vendors",
                            """
                            procore_id,spectrum_code
                            47,acme
                            forty-eight,ACME

                            49,NOBODY
                            50
                            51,"ACME"
                            """);
            assertThat(imported.imported()).isEqualTo(2);
            assertThat(imported.errors())
                    .containsExactly(
                            new LineError(
                                    3, "procore_id: \"forty-eight\" is not the number of an id."),
                            new LineError(5, "spectrum_code: Spectrum has no vendor NOBODY."),
                            new LineError(6, "spectrum_code: This is needed."));
            assertThat(fixture.list.list("vendors", Map.of()).items())
                    .extracting(ListedLink::procoreId, ListedLink::spectrumCode)
                    .containsExactly(tuple(47L, "ACME"), tuple(51L, "ACME"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLineOfAnotherKindIsNoneOfThisOne(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.refreshed("vendors", true);
            Imported imported =
                    read(
                            fixture,
                            "vendors",
                            """
                            kind,procore_id,spectrum_code
                            projects,47,ACME
                            vendors,51,ACME
                            ,52,ACME
                            """);
            assertThat(imported.imported()).isEqualTo(2);
            assertThat(imported.errors())
                    .containsExactly(
                            new LineError(
                                    2,
                                    "kind: This line is one of projects; only vendors are taken."));
            assertThat(fixture.list.list("vendors", Map.of()).items())
                    .extracting(ListedLink::procoreId)
                    .containsExactly(51L, 52L);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aFileAsExcelWritesItIsRead(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(
                            read(
                                    fixture,
                                    "cost-codes",
                                    "\uFEFFSpectrum_Code,Name,PROCORE_ID,\r\n03-300.S,\"Concrete,"
                                            + " new\",04-200.S,\r\n"))
                    .isEqualTo(new Imported(1, List.of()));
            assertThat(fixture.list.list("cost-codes", Map.of()).items())
                    .extracting(ListedLink::procoreId, ListedLink::spectrumCode)
                    .containsExactly(tuple("04-200.S", "03300.S"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatWasExportedSafelyForASpreadsheetIsReadAsItWas(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(read(fixture, "commitments", "procore_id,spectrum_code\r\n55,'-SC1\r\n"))
                    .isEqualTo(new Imported(1, List.of()));
            assertThat(fixture.list.list("commitments", Map.of()).items())
                    .extracting(ListedLink::spectrumCode)
                    .containsExactly("-SC1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aFileWithoutTheHeaderIsRefused(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            for (String csv :
                    new String[] {
                        "", "47,ACME\n", "procore_id\n47\n", "procore_id,procore_id,spectrum_code\n"
                    }) {
                assertThatExceptionOfType(Refusal.class)
                        .isThrownBy(() -> read(fixture, "vendors", csv))
                        .withMessage("The first line is to be procore_id,spectrum_code.");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aQuotationMarkThatIsNotClosedCostsOnlyWhatFollows(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            Imported imported =
                    read(
                            fixture,
                            "vendors",
                            "procore_id,spectrum_code\n47,ACME\n48,\"ACME\n49,A\n");
            assertThat(imported.imported()).isEqualTo(1);
            assertThat(imported.errors())
                    .singleElement()
                    .satisfies(
                            error ->
                                    assertThat(error.message())
                                            .startsWith("A quotation mark is opened"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theAnswerIsToldInTheWordsOfTheApi(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(Json.write(read(fixture, "vendors", "procore_id,spectrum_code\n,A\n")))
                    .isEqualTo(
                            "{\"imported\":0,\"errors\":[{\"line\":2,\"message\":\"procore_id: This"
                                    + " is needed.\"}]}");
        }
    }

    private static Imported read(LinkFixture fixture, String kind, String csv) {
        return new LinkImport(fixture.dataSource, fixture.manualLinks, LinkFixture.CLOCK)
                .importCsv(csv, kind, ADMIN);
    }
}
