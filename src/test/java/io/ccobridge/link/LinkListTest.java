package io.ccobridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkListTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void vendorsAreListedByNameWithTheirPresentLinkHoweverFound(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreVendor(2, "Baker Steel", "GONE", null);
            fixture.procoreVendor(1, "Acme Concrete", "OTHER", null);
            fixture.procoreVendor(3, "Casa Tile", " ", null);
            fixture.manual(LinkKind.VENDORS, "1", "ACME");
            fixture.manual(LinkKind.VENDORS, "9", "ACME");
            assertThat(fixture.list.list("vendors", Map.of()).items())
                    .containsExactly(
                            new ListedLink(
                                    1L, "Acme Concrete", "ACME", "manual", "Acme Concrete Inc"),
                            new ListedLink(2L, "Baker Steel", "GONE", "procore", null),
                            new ListedLink(3L, "Casa Tile", null, "none", null),
                            new ListedLink(9L, null, "ACME", "manual", "Acme Concrete Inc"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void projectsAreListedWithTheirJob(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreProject(101, "Harbor Tower", "24-101", null, null);
            fixture.procoreProject(102, "Mill", null, null, "24-101");
            fixture.procoreProject(103, "Quay", null, null, null);
            assertThat(fixture.list.list("projects", Map.of()).items())
                    .containsExactly(
                            new ListedLink(101L, "Harbor Tower", "24-101", "rule", "Job 24-101"),
                            new ListedLink(102L, "Mill", "24-101", "procore", "Job 24-101"),
                            new ListedLink(103L, "Quay", null, "none", null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void commitmentsAreListedByTheirNumberAndTitle(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreCommitment(55, "SC-001", "Concrete", null);
            fixture.procoreCommitment(56, "SC-002", null, "S2");
            assertThat(fixture.list.list("commitments", Map.of()).items())
                    .containsExactly(
                            new ListedLink(55L, "SC-001 Concrete", null, "none", null),
                            new ListedLink(56L, "SC-002", "S2", "procore", null));
            assertThat(
                            new LinkList(fixture.dataSource, true)
                                    .list("commitments", Map.of("q", "sc-001"))
                                    .items())
                    .containsExactly(
                            new ListedLink(55L, "SC-001 Concrete", "SC-001", "rule", null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void costCodesAreListedByPhaseAndLinksByHandWithTheirFlatCode(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreCostCode(101, "03-300", null);
            fixture.procoreCostCode(102, "03-300", null);
            fixture.procoreCostCode(101, "99-999", "03-300");
            fixture.manual(LinkKind.COST_CODES, "04-200.S", "03300.S");
            assertThat(fixture.list.list("cost-codes", Map.of()).items())
                    .containsExactly(
                            new ListedLink("03-300", null, "03300", "rule", "Concrete"),
                            new ListedLink("99-999", null, "03300", "procore", "Concrete"),
                            new ListedLink("04-200.S", null, "03300.S", "manual", "Concrete"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theListIsFilteredBySourceAndByPartOfNameIdOrCode(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreVendor(470, "Acme Concrete", "ACME", null);
            fixture.procoreVendor(481, "Baker Steel", null, null);
            fixture.procoreVendor(492, "Casa Tile", null, null);
            assertThat(ids(fixture, Map.of("source", "none"))).containsExactly(481L, 492L);
            assertThat(ids(fixture, Map.of("q", "STEEL"))).containsExactly(481L);
            assertThat(ids(fixture, Map.of("q", "acme"))).containsExactly(470L);
            assertThat(ids(fixture, Map.of("q", "92"))).containsExactly(492L);
            assertThat(ids(fixture, Map.of("q", "a", "source", "procore"))).containsExactly(470L);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theListIsReadPageByPageByNumberOrByCursor(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            for (int i = 1; i <= 5; i++) {
                fixture.procoreVendor(i, "Company " + i, null, null);
            }
            LinkPage first = fixture.list.list("vendors", Map.of("per_page", "2"));
            assertThat(first.total()).isEqualTo(5);
            assertThat(first.totalCapped()).isFalse();
            assertThat(ids(fixture, Map.of("per_page", "2", "page", "2"))).containsExactly(3L, 4L);
            LinkPage second =
                    fixture.list.list("vendors", Map.of("per_page", "2", "after", first.next()));
            assertThat(second.page()).isEqualTo(2);
            assertThat(second.items()).extracting(ListedLink::procoreId).containsExactly(3L, 4L);
            LinkPage third =
                    fixture.list.list("vendors", Map.of("per_page", "2", "after", second.next()));
            assertThat(third.items()).extracting(ListedLink::procoreId).containsExactly(5L);
            assertThat(third.next()).isNull();
            assertThat(ids(fixture, Map.of("per_page", "2", "page", "9"))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatTheListDoesNotKnowIsRefusedByName(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            refuses(fixture, "invoices", Map.of(), 404, null);
            refuses(fixture, "vendors", Map.of("colour", "red"), 400, "colour");
            refuses(fixture, "vendors", Map.of("source", "guess"), 400, "source");
            refuses(fixture, "vendors", Map.of("per_page", "201"), 400, "per_page");
            refuses(fixture, "vendors", Map.of("page", "0"), 400, "page");
            refuses(fixture, "vendors", Map.of("page", "x"), 400, "page");
            refuses(fixture, "vendors", Map.of("after", "%%"), 400, "after");
            refuses(fixture, "vendors", Map.of("after", "eA"), 400, "after");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void onTheWireAnIdIsProcoresNumberAndAFlatCodeIsAText(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreVendor(47, "Acme Concrete", null, null);
            fixture.manual(LinkKind.COST_CODES, "04-200.S", "03300.S");
            JsonNode vendors = Json.read(Json.write(fixture.list.list("vendors", Map.of())));
            assertThat(vendors)
                    .isEqualTo(
                            Json.read(
                                    """
                                    {"items": [{"procore_id": 47, "procore_name": "Acme Concrete",
                                      "spectrum_code": null, "source": "none", "spectrum_name": null}],
                                      "page": 1, "per_page": 50, "total": 1, "total_capped": false,
                                      "next": null}"""));
            JsonNode codes = Json.read(Json.write(fixture.list.list("cost-codes", Map.of())));
            assertThat(codes.at("/items/0/procore_id").textValue()).isEqualTo("04-200.S");
        }
    }

    private static List<Object> ids(LinkFixture fixture, Map<String, String> query) {
        return fixture.list.list("vendors", query).items().stream()
                .map(ListedLink::procoreId)
                .toList();
    }

    private static void refuses(
            LinkFixture fixture, String kind, Map<String, String> query, int status, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> fixture.list.list(kind, query))
                .satisfies(
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(status);
                            assertThat(refusal.fieldErrors())
                                    .extracting(Refusal.FieldError::field)
                                    .isEqualTo(field == null ? List.of() : List.of(field));
                        });
    }
}
