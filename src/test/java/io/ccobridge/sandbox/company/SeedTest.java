package io.ccobridge.sandbox.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ccobridge.changeorder.Commitment.Kind;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The company of the demo. */
class SeedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");

    private final Seed seed = new Seed(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Company company = seed.company();
    private final SpectrumBooks books = seed.books();

    @Test
    void isAsLargeAsTheDemoPromises() {
        assertThat(company.projects()).hasSize(6);
        assertThat(company.vendors()).hasSize(40);
        assertThat(company.commitments()).hasSize(120);
        assertThat(company.commitments())
                .filteredOn(c -> c.kind() == Kind.PURCHASE_ORDER)
                .hasSize(18);
        assertThat(company.changeOrders()).hasSize(300);
        assertThat(withStatus("approved")).isEqualTo(240);
        assertThat(withStatus("draft")).isEqualTo(22);
        assertThat(withStatus("pending")).isEqualTo(18);
        assertThat(withStatus("void")).isEqualTo(12);
        assertThat(withStatus("rejected")).isEqualTo(8);
    }

    private long withStatus(String status) {
        return count(c -> c.status().equals(status));
    }

    @Test
    void failsEachRequirementAFewTimesAndFifteenPercentInAll() {
        List<Predicate<ProcoreChangeOrder>> flaws =
                List.of(
                        c -> c.title().length() > 30,
                        c -> c.number().length() > 12,
                        c -> !vendorIsKnown(c.commitment().vendor()),
                        c -> c.commitment().kind() == Kind.PURCHASE_ORDER,
                        c -> c.lines().stream().anyMatch(line -> status(c, line).isEmpty()),
                        c -> c.lines().isEmpty(),
                        c -> c.lines().stream().anyMatch(line -> status(c, line).equals("C")),
                        c -> !c.currency().equals("USD"),
                        c -> c.commitment().originCode() == null);

        assertThat(flaws.stream().map(this::count))
                .containsExactly(7L, 4L, 6L, 7L, 6L, 3L, 4L, 2L, 6L);
        Predicate<ProcoreChangeOrder> any = flaws.stream().reduce(Predicate::or).orElseThrow();
        assertThat(count(any.and(c -> c.status().equals("approved")))).isEqualTo(45);
        assertThat(count(any)).isEqualTo(45);
    }

    private long count(Predicate<ProcoreChangeOrder> what) {
        return company.changeOrders().stream().filter(what).count();
    }

    private boolean vendorIsKnown(ProcoreVendor vendor) {
        return books.vendors().stream()
                .filter(SpectrumVendor::active)
                .anyMatch(v -> v.code().equals(vendor.originCode()));
    }

    /** Of the phase that the line leads to; empty when there is none. */
    private String status(ProcoreChangeOrder changeOrder, ProcoreLine line) {
        String[] parts = line.wbsCode().split("\\.");
        return books.phases().get(changeOrder.project().number()).stream()
                .filter(p -> p.code().equals(parts[0].replace("-", "")))
                .filter(p -> p.costType().equals(parts[1]))
                .map(Phase::status)
                .findFirst()
                .orElse("");
    }

    @Test
    void hasCreditsCentsAndSeveralLinesForOnePhase() {
        assertThat(count(c -> c.sum().signum() < 0)).isGreaterThan(5);
        assertThat(count(c -> c.sum().scale() == 2)).isGreaterThan(250);
        assertThat(count(SeedTest::repeatsAPhase)).isGreaterThan(60);
        assertThat(count(c -> !c.description().matches("\\p{ASCII}*"))).isGreaterThan(20);
        assertThat(count(c -> c.description().contains("&"))).isGreaterThan(20);
    }

    @Test
    void hasContractsOfBothKindsAndCountedLinesThatComeToTheirAmountButForACent() {
        assertThat(company.commitments())
                .filteredOn(c -> c.accountingMethod().equals("unit"))
                .hasSize(18);
        List<ProcoreLine> counted =
                company.changeOrders().stream()
                        .filter(c -> c.commitment().accountingMethod().equals("unit"))
                        .flatMap(c -> c.lines().stream())
                        .toList();
        assertThat(counted)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        line ->
                                assertThat(
                                                line.quantity()
                                                        .multiply(new BigDecimal(line.unitCost())))
                                        .isCloseTo(line.value(), within(new BigDecimal("0.01"))));
    }

    private static boolean repeatsAPhase(ProcoreChangeOrder changeOrder) {
        Set<String> seen = new HashSet<>();
        return changeOrder.lines().stream().anyMatch(line -> !seen.add(line.wbsCode()));
    }

    @Test
    void liesInTheYearBeforeTheClocksNow() {
        assertThat(company.changeOrders())
                .allSatisfy(
                        c -> {
                            assertThat(c.createdAt()).isAfter(NOW.minus(Duration.ofDays(401)));
                            assertThat(c.updatedAt()).isBetween(c.createdAt(), NOW);
                        });
    }

    @Test
    void isTheSameEachTime() {
        Company again = new Seed(Clock.fixed(NOW, ZoneOffset.UTC)).company();

        assertThat(again.changeOrders().stream().map(SeedTest::text))
                .containsExactlyElementsOf(
                        company.changeOrders().stream().map(SeedTest::text).toList());
    }

    private static String text(ProcoreChangeOrder c) {
        return c.id() + c.number() + c.title() + c.status() + c.lines() + c.updatedAt();
    }

    @Test
    void tellsSpectrumOfTheSameCompany() {
        assertThat(books.jobs()).extracting(Job::number).contains("24-101", "25-106");
        assertThat(books.jobs().stream().map(Job::status).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("A", "I", "C");
        assertThat(books.jobs())
                .filteredOn(job -> job.status().equals("A"))
                .allSatisfy(job -> assertThat(job.customerCode()).isNotBlank());
        assertThat(books.subcontracts())
                .hasSizeGreaterThan(90)
                .allSatisfy(s -> assertThat(s.number()).hasSizeLessThanOrEqualTo(10));
        assertThat(books.vendors()).filteredOn(v -> !v.active()).hasSize(1);
        assertThat(books.vendors())
                .allSatisfy(v -> assertThat(v.name()).hasSizeLessThanOrEqualTo(30));
    }
}
