package io.ccobridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Holdings;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.reconciliation.Sheet.Item;
import io.ccobridge.reconciliation.Sheet.ReasonOfItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands wherever: the reasons add up to the difference, and nothing is left out. */
class SheetPropertyTest {

    private final Names names = new Names();

    @Property(tries = 500)
    void theReasonsAddUpToTheDifferenceOfEachCommitmentAndOfAll(
            @ForAll("standings") List<Standing> standings) {
        Sheet sheet = sheetOf(standings);
        BigDecimal all = BigDecimal.ZERO;
        for (Item item : sheet.items(names)) {
            BigDecimal reasons = sum(item.reasons(), ReasonOfItem::amount);
            assertThat(reasons).isEqualByComparingTo(item.difference());
            assertThat(new BigDecimal(item.procore().total()).subtract(reasons))
                    .isEqualByComparingTo(item.spectrum().total());
            for (ReasonOfItem reason : item.reasons()) {
                assertThat(sum(reason.changeOrders(), Sheet.Entry::amount))
                        .isEqualByComparingTo(reason.amount());
                assertThat(reason.changeOrders()).hasSize((int) reason.count());
            }
            all = all.add(reasons);
        }
        assertThat(all).isEqualByComparingTo(sheet.totals().difference());
        assertThat(sum(sheet.totals().reasons(), Sheet.ReasonOfAll::amount))
                .isEqualByComparingTo(sheet.totals().difference());
    }

    @Property(tries = 500)
    void bothSidesAreWhatTheChangeOrdersComeTo(@ForAll("standings") List<Standing> standings) {
        Sheet.Totals totals = sheetOf(standings).totals();
        assertThat(totals.procore().count())
                .isEqualTo(standings.stream().filter(Standing::counts).count());
        assertThat(sum(standings, Standing::procoreAmount))
                .isEqualByComparingTo(totals.procore().total());
        assertThat(sum(standings, Standing::syncedAmount))
                .isEqualByComparingTo(totals.spectrum().total());
        assertThat(totals.spectrum().count())
                .isEqualTo(standings.stream().filter(s -> s.state() == State.SYNCED).count());
    }

    @Property(tries = 500)
    void everyChangeOrderThatIsNotTheSameOnBothSidesIsInExactlyOneReason(
            @ForAll("standings") List<Standing> standings) {
        List<String> explained =
                sheetOf(standings).items(names).stream()
                        .flatMap(item -> item.reasons().stream())
                        .flatMap(reason -> reason.changeOrders().stream())
                        .map(Sheet.Entry::id)
                        .toList();
        assertThat(explained).doesNotHaveDuplicates();
        for (Standing standing : standings) {
            boolean bothHaveIt = standing.counts() && standing.state() == State.SYNCED;
            if (standing.difference().signum() != 0
                    || standing.counts() && !bothHaveIt
                    || !standing.holdings().inDoubt().isEmpty() && standing.state() != State.SYNCED
                    || standing.amountUnknown()) {
                assertThat(explained).contains(Long.toString(standing.id()));
            }
        }
    }

    @Property(tries = 500)
    void onlyWhatIsSettledMatches(@ForAll("standings") List<Standing> standings) {
        Sheet sheet = sheetOf(standings);
        for (Item item : sheet.items(names)) {
            if (item.matched()) {
                assertThat(new BigDecimal(item.difference())).isZero();
                assertThat(item.procore().count()).isEqualTo(item.spectrum().count());
                assertThat(item.reasons())
                        .allMatch(reason -> reason.reason().equals("done-by-hand"));
            }
        }
        assertThat(sheet.totals().differing())
                .isEqualTo(sheet.items(names).stream().filter(item -> !item.matched()).count());
    }

    private static Sheet sheetOf(List<Standing> standings) {
        Sheet sheet = new Sheet(ZoneOffset.UTC);
        standings.forEach(sheet::add);
        return sheet;
    }

    private static <T> BigDecimal sum(List<T> list, Function<T, ?> amount) {
        return list.stream()
                .map(amount)
                .map(value -> new BigDecimal(value.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // ---- Any change order

    @Provide
    Arbitrary<List<Standing>> standings() {
        return standing()
                .list()
                .ofMaxSize(12)
                .map(
                        list -> {
                            List<Standing> numbered = new ArrayList<>();
                            for (Standing one : list) {
                                numbered.add(withId(one, numbered.size() + 1L));
                            }
                            return numbered;
                        });
    }

    private static Standing withId(Standing one, long id) {
        return new Standing(
                id,
                one.projectId(),
                one.commitmentId(),
                one.number(),
                one.title(),
                one.status(),
                one.total(),
                one.currency(),
                one.state(),
                one.problems(),
                one.purchaseOrder(),
                one.changed(),
                one.changeRequestNumber(),
                one.holdings(),
                one.moved(),
                one.doubtful(),
                one.documented(),
                one.perhapsTwice());
    }

    private static Arbitrary<Standing> standing() {
        Arbitrary<BigDecimal> total =
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-99999.999"), new BigDecimal("99999.999"))
                        .ofScale(3)
                        .injectNull(0.1);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 2),
                        Arbitraries.longs().between(1, 2).injectNull(0.1),
                        Arbitraries.of("approved", "Approved", "void", Standing.GONE)
                                .injectNull(0.1),
                        total,
                        Arbitraries.of(State.class),
                        Arbitraries.of(
                                "vendor-linked", "readable", "commitment-kind", "comes-once"),
                        Arbitraries.of(true, false),
                        holdings())
                .as(
                        (project, commitment, status, amount, state, unmet, either, held) ->
                                standing(
                                        project,
                                        commitment,
                                        status,
                                        amount,
                                        state,
                                        unmet,
                                        either,
                                        held));
    }

    private static Standing standing(
            long project,
            Long commitment,
            String status,
            BigDecimal amount,
            State state,
            String unmet,
            boolean either,
            Holdings held) {
        // what is synced is often just what Procore says
        Holdings holdings =
                state == State.SYNCED && either && amount != null
                        ? Holdings.of(
                                List.of(new Holdings.Told(new Sum("03300", "S", amount), true)))
                        : held;
        return new Standing(
                0,
                project,
                commitment,
                "001",
                "Footing",
                status,
                amount,
                "USD",
                state,
                state == State.NEEDS_ATTENTION
                        ? List.of(new Problem(unmet, "Not so.", "Mend it."))
                        : List.of(),
                either,
                false,
                null,
                holdings,
                new Standing.Moved(
                        "ann",
                        Instant.parse("2026-11-20T12:00:00Z"),
                        either ? State.FAILED_TO_EXPORT : State.ACCEPTED,
                        "because",
                        false),
                false,
                true,
                false);
    }

    private static Arbitrary<Holdings> holdings() {
        Arbitrary<Holdings.Told> told =
                Combinators.combine(
                                Arbitraries.of("03300", "05500"),
                                Arbitraries.bigDecimals()
                                        .between(
                                                new BigDecimal("-999.99"), new BigDecimal("999.99"))
                                        .ofScale(2),
                                Arbitraries.of(true, false))
                        .as(
                                (phase, amount, acknowledged) ->
                                        new Holdings.Told(
                                                new Sum(phase, "S", amount), acknowledged));
        return Arbitraries.oneOf(
                Arbitraries.just(Holdings.NONE), told.list().ofMaxSize(4).map(Holdings::of));
    }

    /** Every reason has a word of its own in the API. */
    @net.jqwik.api.Example
    void everyReasonHasAWord() {
        assertThat(Stream.of(Reason.values()).map(Reason::word))
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
    }
}
