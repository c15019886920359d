package io.ccobridge.requirement;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

class RequirementsPropertyTest {

    private static final List<String> NAMES =
            List.of(
                    "readable",
                    "status-approved",
                    "commitment-kind",
                    "number-length",
                    "title-length",
                    "date-created",
                    "project-synced",
                    "vendor-linked",
                    "commitment-synced",
                    "lines-present",
                    "cost-codes-linked",
                    "single-cost-type",
                    "currency",
                    "amount-fits",
                    "change-request-number");

    /** One way to fail each requirement that can fail beside all others. */
    private static final Map<String, Consumer<Sample>> FAILURES =
            Map.ofEntries(
                    entry("readable", sample -> sample.description = "\u0000"),
                    entry("status-approved", sample -> sample.status = "void"),
                    entry(
                            "commitment-kind",
                            sample -> sample.kind = Commitment.Kind.PURCHASE_ORDER),
                    entry("number-length", sample -> sample.number = "x".repeat(13)),
                    entry("title-length", sample -> sample.title = "x".repeat(31)),
                    entry("date-created", sample -> sample.dateCreated = null),
                    entry(
                            "project-synced",
                            sample ->
                                    sample.job =
                                            new Link<>(
                                                    "24-101",
                                                    Link.Source.RULE,
                                                    new Job("24-101", null, null, "C"))),
                    entry("vendor-linked", sample -> sample.vendor = null),
                    entry("commitment-synced", sample -> sample.subcontract = null),
                    entry(
                            "cost-codes-linked",
                            sample ->
                                    sample.phases.put("03-300.S", Sample.phase("03300", "S", "C"))),
                    entry(
                            "single-cost-type",
                            sample -> {
                                sample.lines.add(Sample.line("03-300.L", "0.00"));
                                sample.phases.put("03-300.L", Sample.phase("03300", "L", "A"));
                            }),
                    entry("currency", sample -> sample.currency = "CAD"),
                    entry("amount-fits", sample -> sample.total = BigDecimal.ONE),
                    entry("change-request-number", sample -> sample.changeRequestNumber = null));

    private final Requirements requirements =
            new Requirements(new RequirementSettings(12, 30, 10, true, true, "USD", false));

    @Property
    void whateverProcoreSentGetsACompleteAnswerAndTheSameOneAgain(
            @ForAll("candidates") Candidate candidate) {
        List<Problem> problems = requirements.check(candidate);
        assertThat(problems).isEqualTo(requirements.check(candidate));
        assertThat(problems)
                .allSatisfy(
                        problem -> {
                            assertThat(NAMES).contains(problem.requirement());
                            assertThat(problem.message()).isNotBlank();
                            assertThat(problem.fix()).isNotBlank();
                        })
                .isSortedAccordingTo(
                        (a, b) -> NAMES.indexOf(a.requirement()) - NAMES.indexOf(b.requirement()));
        assertThat(requirements.chainOf(candidate.changeOrder())).isNotNull();
    }

    @Property
    void everyFailureIsKeptWhateverElseFails(@ForAll("failures") Set<String> failures) {
        Sample sample = new Sample();
        failures.forEach(failure -> FAILURES.get(failure).accept(sample));
        assertThat(requirements.check(sample.candidate()))
                .extracting(Problem::requirement)
                .containsExactlyElementsOf(NAMES.stream().filter(failures::contains).toList());
    }

    @Property
    void linesThatAddUpToTheTotalGo(
            @ForAll @Size(min = 1, max = 20)
                    List<@BigRange(min = "-99999999", max = "99999999") @Scale(2) BigDecimal>
                            amounts,
            @ForAll @IntRange(max = 10) int zeros) {
        Sample sample = new Sample();
        sample.total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        sample.lines =
                amounts.stream()
                        .map(amount -> amount.setScale(2 + zeros).toPlainString())
                        .map(amount -> Sample.line("03-300.S", amount))
                        .toList();
        assertThat(sample.problems()).isEmpty();
    }

    @Property
    void linesThatAreACentOffDoNotGo(
            @ForAll @Size(min = 1, max = 20)
                    List<@BigRange(min = "-99999999", max = "99999999") @Scale(2) BigDecimal>
                            amounts) {
        Sample sample = new Sample();
        sample.total = amounts.stream().reduce(new BigDecimal("0.01"), BigDecimal::add);
        sample.lines =
                amounts.stream()
                        .map(amount -> Sample.line("03-300.S", amount.toPlainString()))
                        .toList();
        assertThat(sample.problems())
                .singleElement()
                .asString()
                .startsWith("amount-fits: The lines add up to");
    }

    @Property
    void aTitleIsMeasuredInCodePointsOfWhatIsSent(@ForAll("titles") String title) {
        Sample sample = new Sample();
        sample.title = title;
        int length = Normalizer.normalize(title, Normalizer.Form.NFC).codePoints().toArray().length;
        assertThat(sample.problems().isEmpty()).isEqualTo(length <= 30);
    }

    @Provide
    Arbitrary<Set<String>> failures() {
        return Arbitraries.subsetOf(FAILURES.keySet());
    }

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.of(
                        "a",
                        "e\u0301",
                        "\u00e9",
                        "\uD83D\uDEA7",
                        "o\u0308\u0323",
                        "\u1e9b\u0323",
                        "&")
                .list()
                .ofMinSize(1)
                .ofMaxSize(45)
                .map(letters -> String.join("", letters));
    }

    @Provide
    Arbitrary<Candidate> candidates() {
        Arbitrary<ChangeOrder> changeOrders =
                Combinators.combine(headers(), commitments(), lines(), fieldProblems())
                        .as(
                                (sample, commitment, lines, fieldProblems) -> {
                                    sample.lines = lines;
                                    sample.fieldProblems = fieldProblems;
                                    return with(sample.changeOrder(), commitment);
                                });
        return Combinators.combine(
                        changeOrders, jobs(), vendors(), subcontracts(), phases(), texts())
                .as(Candidate::new);
    }

    private static ChangeOrder with(ChangeOrder order, Commitment commitment) {
        return new ChangeOrder(
                order.project(),
                order.key(),
                order.procoreId(),
                order.number(),
                order.title(),
                order.description(),
                order.status(),
                order.dateCreated(),
                order.total(),
                order.currency(),
                order.commitmentId(),
                commitment,
                order.lines(),
                order.fieldProblems());
    }

    private static Arbitrary<Sample> headers() {
        Arbitrary<String> statuses =
                Arbitraries.of("approved", "Approved", "void", "draft", "").injectNull(0.1);
        Arbitrary<LocalDate> dates = Arbitraries.just(LocalDate.of(2026, 11, 20)).injectNull(0.2);
        return Combinators.combine(
                        texts(), texts(), texts(), statuses, dates, amounts(), texts(), ids())
                .as(
                        (number, title, description, status, date, total, currency, id) -> {
                            Sample sample = new Sample();
                            sample.number = number;
                            sample.title = title;
                            sample.description = description;
                            sample.status = status;
                            sample.dateCreated = date;
                            sample.total = total;
                            sample.currency = currency;
                            sample.procoreId = id;
                            sample.commitmentId = id;
                            return sample;
                        });
    }

    private static Arbitrary<Commitment> commitments() {
        Arbitrary<Vendor> companies =
                Combinators.combine(ids(), texts())
                        .as((id, name) -> new Vendor(id, name, null, null))
                        .injectNull(0.2);
        return Combinators.combine(
                        Arbitraries.of(Commitment.Kind.class).injectNull(0.1), texts(), companies)
                .as(
                        (kind, number, company) ->
                                new Commitment(55, kind, number, null, company, null, null))
                .injectNull(0.2);
    }

    private static Arbitrary<List<Line>> lines() {
        return Combinators.combine(wbsCodes(), texts(), amounts())
                .as(
                        (wbsCode, costType, amount) ->
                                new Line(null, wbsCode, null, costType, amount, null))
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<List<FieldProblem>> fieldProblems() {
        return Arbitraries.of("id", "title", "status", "lines", "lines[0].amount", "document", "")
                .map(field -> new FieldProblem(field, "not what was expected"))
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<Link<Job>> jobs() {
        return linked(Arbitraries.of("A", "C").map(s -> new Job("24-101", null, null, s)));
    }

    private static Arbitrary<Link<SpectrumVendor>> vendors() {
        return linked(Arbitraries.of(true, false).map(a -> new SpectrumVendor("ACME", null, a)));
    }

    private static Arbitrary<Link<String>> subcontracts() {
        return Arbitraries.of("SC-001", "SC-00000000001")
                .map(number -> new Link<>(number, Link.Source.PROCORE, number))
                .injectNull(0.2);
    }

    private static Arbitrary<Map<String, Link<Phase>>> phases() {
        Arbitrary<Link<Phase>> links =
                linked(Arbitraries.of("A", "C").map(s -> new Phase("03300", "S", null, s)));
        return Arbitraries.maps(wbsCodes().filter(Objects::nonNull), links.filter(Objects::nonNull))
                .ofMaxSize(3);
    }

    private static <T> Arbitrary<Link<T>> linked(Arbitrary<T> targets) {
        return Combinators.combine(Arbitraries.of(Link.Source.class), targets.injectNull(0.2))
                .as((source, target) -> new Link<>("CODE", source, target))
                .injectNull(0.2);
    }

    private static Arbitrary<String> wbsCodes() {
        return Arbitraries.of("03-300.S", "03-300", ".", "", "04-200.L").injectNull(0.1);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arrays.asList(
                                Arbitraries.of("002", "USD", "CAD", "S001-002", "S"),
                                Arbitraries.strings().ofMaxLength(40)))
                .injectNull(0.1);
    }

    private static Arbitrary<Long> ids() {
        return Arbitraries.longs().injectNull(0.2);
    }

    private static Arbitrary<BigDecimal> amounts() {
        return Arbitraries.oneOf(
                        Arrays.asList(
                                Arbitraries.of("1.00", "0", "1E+2147483647", "1E-2147483647")
                                        .map(BigDecimal::new),
                                Arbitraries.bigDecimals().ofScale(4)))
                .injectNull(0.1);
    }
}
