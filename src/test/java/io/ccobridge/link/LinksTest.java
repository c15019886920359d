package io.ccobridge.link;

import static io.ccobridge.link.LinkFixture.changeOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Link.Source;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class LinksTest {

    private static final Job JOB = new Job("24-101", "Job 24-101", "HARBOR", "A");
    private static final SpectrumVendor ACME =
            new SpectrumVendor("ACME", "Acme Concrete Inc", true);

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRuleTakesTheProjectsNumberForItsJob(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(resolve(fixture, changeOrder()).job())
                    .isEqualTo(new Link<>("24-101", Source.RULE, JOB));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void procoresErpCodeComesBeforeTheRule(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.job("24-102", "A");
            ChangeOrder byId =
                    changeOrder(
                            new Project(101, "Harbor Tower", "24-101", null, "24-102", " "),
                            null,
                            null);
            assertThat(resolve(fixture, byId).job().code()).isEqualTo("24-102");
            ChangeOrder byCode =
                    changeOrder(
                            new Project(101, "Harbor Tower", "24-999", null, "opaque", "24-102"),
                            null,
                            null);
            assertThat(resolve(fixture, byCode).job().code()).isEqualTo("24-102");
            assertThat(resolve(fixture, byCode).job().source()).isEqualTo(Source.PROCORE);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkByHandComesBeforeEverythingElse(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.manual(LinkKind.PROJECTS, "101", "24-101");
            fixture.manual(LinkKind.VENDORS, "47", "ACME");
            fixture.manual(LinkKind.COMMITMENTS, "55", "S1");
            fixture.manual(LinkKind.COST_CODES, "99-999.X", "03300.S");
            ChangeOrder changeOrder =
                    changeOrder(
                            new Project(101, "Harbor Tower", "24-102", null, null, "24-103"),
                            new Vendor(47L, "Acme", null, "OTHER"),
                            "S2",
                            "99-999.X");
            assertThat(resolve(fixture, changeOrder))
                    .isEqualTo(
                            new Candidate(
                                    changeOrder,
                                    new Link<>("24-101", Source.MANUAL, JOB),
                                    new Link<>("ACME", Source.MANUAL, ACME),
                                    new Link<>("S1", Source.MANUAL, "S1"),
                                    Map.of(
                                            "99-999.X",
                                            new Link<>(
                                                    "03300.S",
                                                    Source.MANUAL,
                                                    new Phase("03300", "S", "Concrete", "A"))),
                                    null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aTieThatLeadsNowhereIsNotReplacedByALaterOne(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.manual(LinkKind.PROJECTS, "101", "24-999");
            ChangeOrder changeOrder =
                    changeOrder(
                            new Project(101, "Harbor Tower", "24-101", null, null, null),
                            new Vendor(47L, "Acme", "ACME", "GONE"),
                            "S7",
                            "03-300.S");
            Candidate candidate = resolve(fixture, changeOrder);
            assertThat(candidate.subcontract()).isEqualTo(new Link<>("S7", Source.PROCORE, "S7"));
            assertThat(candidate.job()).isEqualTo(new Link<>("24-999", Source.MANUAL, null));
            assertThat(candidate.vendor()).isEqualTo(new Link<>("GONE", Source.PROCORE, null));
            assertThat(candidate.phases().get("03-300.S"))
                    .isEqualTo(new Link<>("03300.S", Source.RULE, null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aVendorHasNoRuleWhateverItsName(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.vendor("ACMECON", "Acme Concrete", true);
            assertThat(resolve(fixture, changeOrder()).vendor()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void codesAreFoundInAnyLetterCaseAndSpelledAsSpectrumDoes(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.vendor("Baker", "Baker Steel", true);
            fixture.job("24-a", "A");
            ChangeOrder changeOrder =
                    changeOrder(
                            new Project(101, null, "24-A", null, null, null),
                            new Vendor(48L, null, null, " bAKER "),
                            null);
            Candidate candidate = resolve(fixture, changeOrder);
            assertThat(candidate.vendor().code()).isEqualTo("Baker");
            assertThat(candidate.vendor().target().name()).isEqualTo("Baker Steel");
            assertThat(candidate.job().code()).isEqualTo("24-a");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void ofTwoCodesThatDifferInLetterCaseTheExactOneIsTaken(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.vendor("acme", "Another Acme", true);
            for (String code : List.of("acme", "ACME")) {
                ChangeOrder changeOrder =
                        changeOrder(
                                new Project(101, null, null, null, null, null),
                                new Vendor(47L, null, null, code),
                                null);
                assertThat(resolve(fixture, changeOrder).vendor().target().code()).isEqualTo(code);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCommitmentIsTakenByItsNumberOnlyWhereTheSiteSaysSo(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            assertThat(resolve(fixture, changeOrder()).subcontract()).isNull();
            assertThat(new Links(fixture.dataSource, true).resolve(changeOrder()).subcontract())
                    .isEqualTo(new Link<>("SC-001", Source.RULE, "SC-001"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theRuleTakesACostCodeWithoutPunctuationAndItsCostType(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.phase("24-101", "02a10", "S", "Demolition");
            assertThat(resolve(fixture, changeOrder("03-300.S", "03 300.l", "02-A10.S")).phases())
                    .containsOnly(
                            Map.entry("03-300.S", rule("03300", "S", "Concrete")),
                            Map.entry("03 300.l", rule("03300", "L", "Concrete")),
                            Map.entry("02-A10.S", rule("02a10", "S", "Demolition")));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void procoresErpCodeOfACostCodeIsTheProjectsOwn(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.procoreCostCode(101, "99-999", "03-300");
            fixture.procoreCostCode(102, "88-888", "03-300");
            Candidate candidate = resolve(fixture, changeOrder("99-999.S", "88-888.S"));
            assertThat(candidate.phases().get("99-999.S"))
                    .isEqualTo(
                            new Link<>(
                                    "03300.S",
                                    Source.PROCORE,
                                    new Phase("03300", "S", "Concrete", "A")));
            assertThat(candidate.phases().get("88-888.S"))
                    .isEqualTo(new Link<>("88888.S", Source.RULE, null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPhaseOfAnotherJobIsNotTheJobs(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.job("24-102", "A");
            fixture.phase("24-102", "05100", "S", "Steel");
            assertThat(resolve(fixture, changeOrder("05-100.S")).phases().get("05-100.S"))
                    .isEqualTo(new Link<>("05100.S", Source.RULE, null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aCodeWithoutCategoryIsLinkedByHandOrNotAtAll(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.manual(LinkKind.COST_CODES, "GENERAL", "03300.L");
            Candidate candidate = resolve(fixture, changeOrder("GENERAL", "03-300", "-.S"));
            assertThat(candidate.phases()).containsOnlyKeys("GENERAL");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDocumentOfWhichNothingCouldBeReadHasNoLinks(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            ChangeOrder nothing =
                    new ChangeOrder(
                            new Project(101, null, null, null, null, null),
                            "sha256:0",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(new Line(null, null, null, null, null, null)),
                            List.of());
            assertThat(resolve(fixture, nothing))
                    .isEqualTo(new Candidate(nothing, null, null, null, Map.of(), null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aChangeOrderOfManyLinesCostsAsFewStatementsAsOneOfOne(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            String[] flatCodes =
                    IntStream.range(0, 300)
                            .mapToObj(i -> String.format("03-%03d.S", i))
                            .toArray(String[]::new);
            AtomicInteger statements = new AtomicInteger();
            Candidate candidate =
                    new Links(counting(fixture.dataSource, statements), false)
                            .resolve(
                                    changeOrder(
                                            new Project(101, null, "24-101", null, null, null),
                                            new Vendor(47L, null, null, "ACME"),
                                            null,
                                            flatCodes));
            assertThat(candidate.phases()).hasSize(300);
            assertThat(candidate.vendor().target()).isEqualTo(ACME);
            assertThat(statements).hasValue(5);
        }
    }

    /** A data source that counts the statements prepared on it. */
    private static DataSource counting(DataSource dataSource, AtomicInteger statements) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection)
                        Proxy.newProxyInstance(
                                LinksTest.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("prepareStatement")) {
                                        statements.incrementAndGet();
                                    }
                                    return method.invoke(connection, arguments);
                                });
            }
        };
    }

    private static Candidate resolve(LinkFixture fixture, ChangeOrder changeOrder) {
        return new Links(fixture.dataSource, false).resolve(changeOrder);
    }

    private static Link<Phase> rule(String code, String costType, String description) {
        return new Link<>(
                code + "." + costType, Source.RULE, new Phase(code, costType, description, "A"));
    }
}
