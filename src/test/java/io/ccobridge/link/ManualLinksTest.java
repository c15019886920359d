package io.ccobridge.link;

import static io.ccobridge.link.LinkFixture.ADMIN;
import static io.ccobridge.link.LinkFixture.changeOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManualLinksTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkByHandIsAnsweredAsItNowIsAndUsedAtOnce(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreVendor(47, "Acme Concrete", null, null);
            assertThat(put(fixture, "vendors", "47", "\" acme \""))
                    .isEqualTo(
                            new ListedLink(
                                    47L, "Acme Concrete", "ACME", "manual", "Acme Concrete Inc"));
            assertThat(resolve(fixture).vendor().source()).isEqualTo(Link.Source.MANUAL);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkIsChangedByLinkingAgainAndRemembersWhoAndWhen(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            put(fixture, "commitments", "\"55\"", "\"S1\"");
            fixture.manualLinks.put(
                    "commitments",
                    Json.read("{\"procore_id\": 55, \"spectrum_code\": \"S2\"}"),
                    new Caller("bob", Set.of()));
            assertThat(resolve(fixture).subcontract().code()).isEqualTo("S2");
            assertThat(
                            fixture.jdbc
                                    .sql("SELECT linked_by FROM manual_link")
                                    .query(String.class)
                                    .list())
                    .containsExactly("bob");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void manyWhoLinkTheSameThingAtOnceLeaveOneLink(Databases.Engine engine) throws Exception {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            ExecutorService people = Executors.newFixedThreadPool(8);
            CountDownLatch start = new CountDownLatch(1);
            var puts =
                    IntStream.range(0, 8)
                            .<Future<ListedLink>>mapToObj(
                                    i ->
                                            people.submit(
                                                    () -> {
                                                        start.await();
                                                        return put(
                                                                fixture,
                                                                "commitments",
                                                                "55",
                                                                "\"S" + i + "\"");
                                                    }))
                            .toList();
            start.countDown();
            for (Future<ListedLink> put : puts) {
                assertThat(put.get().source()).isEqualTo("manual");
            }
            people.shutdown();
            assertThat(fixture.list.list("commitments", Map.of()).total()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPhaseIsKeptWithoutPunctuation(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(put(fixture, "cost-codes", "\"04-200.S\"", "\"03-300.S\"").spectrumCode())
                    .isEqualTo("03300.S");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void codesLongerThanSpectrumsAreRefused(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            for (String kind : new String[] {"vendors", "projects", "commitments"}) {
                put(fixture, kind, "1", "\"1234567890\"");
                refuses(fixture, kind, "1", "\"12345678901\"", "spectrum_code");
            }
            put(fixture, "cost-codes", "\"a\"", "\"1234567890-1234567890.ABC\"");
            refuses(
                    fixture,
                    "cost-codes",
                    "\"a\"",
                    "\"123456789012345678901.ABC\"",
                    "spectrum_code");
            refuses(fixture, "cost-codes", "\"a\"", "\"1.ABCD\"", "spectrum_code");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void idsAndCodesThatCannotBeAreRefusedByField(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            refuses(fixture, "vendors", "null", "\"ACME\"", "procore_id");
            refuses(fixture, "vendors", "\"Acme\"", "\"ACME\"", "procore_id");
            refuses(fixture, "vendors", "-1", "\"ACME\"", "procore_id");
            refuses(fixture, "vendors", "1.5", "\"ACME\"", "procore_id");
            refuses(fixture, "vendors", "9999999999999999999", "\"ACME\"", "procore_id");
            refuses(fixture, "vendors", "47", "\"  \"", "spectrum_code");
            refuses(fixture, "vendors", "47", "{}", "spectrum_code");
            refuses(fixture, "vendors", "47", "\"AC\\u0000ME\"", "spectrum_code");
            refuses(fixture, "vendors", "47", "\"AC\\ud83dME\"", "spectrum_code");
            refuses(fixture, "cost-codes", "\"\\u0007\"", "\"03300.S\"", "procore_id");
            refuses(fixture, "cost-codes", "\"03-300.S\"", "\"03300\"", "spectrum_code");
            refuses(fixture, "cost-codes", "\"03-300.S\"", "\"-.S\"", "spectrum_code");
            refuses(fixture, "cost-codes", "\"03-300.S\"", "\"03300.\"", "spectrum_code");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCodeThatSpectrumDoesNotHaveIsRefusedOnceAllOfSpectrumIsKnown(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            String[][] links = {
                {"vendors", "1", "\"NOBODY\"", "vendors"},
                {"projects", "1", "\"24-999\"", "jobs"},
                {"cost-codes", "\"a\"", "\"03300.X\"", "phases:24-101"}
            };
            for (String[] link : links) {
                put(fixture, link[0], link[1], link[2]);
                fixture.refreshed(link[3], false);
                put(fixture, link[0], link[1], link[2]);
                fixture.jdbc.sql("UPDATE reference_refresh SET complete = TRUE").update();
                refuses(fixture, link[0], link[1], link[2], "spectrum_code");
            }
            put(fixture, "vendors", "1", "\"ACME\"");
            put(fixture, "projects", "1", "\"24-101\"");
            put(fixture, "cost-codes", "\"a\"", "\"03300.s\"");
            put(fixture, "commitments", "1", "\"ANY\"");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPhaseMayBeOnAJobWhosePhasesWereNotReadYet(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.refreshed("jobs", true);
            fixture.refreshed("phases:24-101", true);
            fixture.job("24-050", "C");
            refuses(fixture, "cost-codes", "\"a\"", "\"05100.S\"", "spectrum_code");
            fixture.job("24-102", "A");
            put(fixture, "cost-codes", "\"a\"", "\"05100.S\"");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void withoutTheLinkByHandTheNextTieCountsAgain(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            put(fixture, "projects", "101", "\"OTHER\"");
            fixture.manualLinks.delete("projects", Map.of("procore_id", "101"), ADMIN);
            assertThat(resolve(fixture).job().source()).isEqualTo(Link.Source.RULE);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyChangeOfALinkIsToldToTheAuditTrail(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            put(fixture, "vendors", "47", "\"ACME\"");
            put(fixture, "vendors", "47", "\"ACME\"");
            put(fixture, "vendors", "47", "\"OTHER\"");
            new LinkImport(fixture.dataSource, fixture.manualLinks, LinkFixture.CLOCK)
                    .importCsv(
                            "procore_id,spectrum_code\r\n47,OTHER\r\n48,ACME\r\nx,y\r\n",
                            "vendors",
                            ADMIN);
            fixture.manualLinks.delete("vendors", Map.of("procore_id", "47"), ADMIN);

            assertThat(
                            fixture.jdbc
                                    .sql(
                                            "SELECT actor || ': ' || subject || ': ' || reason ||"
                                                    + " detail FROM audit_entry ORDER BY id")
                                    .query(String.class)
                                    .list())
                    .containsExactly(
                            "ada: link vendors 47: Linked by"
                                    + " hand.{\"before\":null,\"after\":\"ACME\"}",
                            "ada: link vendors 47: Linked elsewhere by hand."
                                    + "{\"before\":\"ACME\",\"after\":\"OTHER\"}",
                            "ada: links vendors: Imported from a CSV file: 1 links by hand."
                                    + "{\"links\":[{\"before\":null,\"after\":\"ACME\",\"procore_id\":\"48\"}]}",
                            "ada: link vendors 47: The link by hand was deleted."
                                    + "{\"before\":\"OTHER\",\"after\":null}");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkThatIsNotThereCannotBeRemoved(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(
                            () ->
                                    fixture.manualLinks.delete(
                                            "vendors", Map.of("procore_id", "47"), ADMIN))
                    .withMessage("There is no link by hand of \"47\" under vendors.")
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> fixture.manualLinks.delete("vendors", Map.of(), ADMIN))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(422));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anUnknownKindOfLinkIsNotFound(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> put(fixture, "invoices", "1", "\"A\""))
                    .withMessage(
                            "There are no links of the kind \"invoices\"; there are vendors,"
                                    + " projects, commitments, cost-codes.")
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
        }
    }

    private static ListedLink put(LinkFixture fixture, String kind, String id, String code) {
        return fixture.manualLinks.put(
                kind,
                Json.read("{\"procore_id\": " + id + ", \"spectrum_code\": " + code + "}"),
                ADMIN);
    }

    private static void refuses(
            LinkFixture fixture, String kind, String id, String code, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> put(fixture, kind, id, code))
                .satisfies(
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(422);
                            assertThat(refusal.fieldErrors())
                                    .extracting(Refusal.FieldError::field)
                                    .containsExactly(field);
                        });
    }

    private static Candidate resolve(LinkFixture fixture) {
        return new Links(fixture.dataSource, false).resolve(changeOrder());
    }
}
