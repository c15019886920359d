package io.ccobridge.changeorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Holdings.Place;
import io.ccobridge.changeorder.Holdings.Told;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What Spectrum holds is what it was told last, place by place. */
class HoldingsPropertyTest {

    @Property
    void whatIsAcknowledgedIsHeldAsSpectrumHoldsItWhichSetsAndDoesNotAdd(
            @ForAll("told") List<Told> told) {
        Map<Place, BigDecimal> spectrum = new HashMap<>();
        told.stream()
                .filter(Told::acknowledged)
                .forEach(one -> spectrum.put(Place.of(one.sum()), one.sum().amount()));
        Holdings holdings = Holdings.of(told);
        assertThat(holdings.held()).isEqualTo(spectrum);
        assertThat(holdings.total())
                .isEqualByComparingTo(
                        spectrum.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Property
    void ifEveryDoubtIsTrueSpectrumHoldsTheTotalAndWhatItPerhapsHoldsMore(
            @ForAll("told") List<Told> told) {
        Map<Place, BigDecimal> ifTaken = new HashMap<>();
        told.forEach(one -> ifTaken.put(Place.of(one.sum()), one.sum().amount()));
        Holdings holdings = Holdings.of(told);
        assertThat(holdings.total().add(holdings.perhapsMore()))
                .isEqualByComparingTo(
                        ifTaken.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(holdings.isEmpty()).isEqualTo(told.isEmpty());
    }

    @Example
    void aSumThatIsGoneIsHeldAsZero() {
        Holdings holdings =
                Holdings.of(
                        List.of(
                                new Told(new Sum("03300", "S", new BigDecimal("40.00")), true),
                                new Told(new Sum("05500", "S", new BigDecimal("2.00")), true),
                                new Told(new Sum("03300", "S", new BigDecimal("0.00")), true)));
        assertThat(holdings.total()).isEqualTo("2.00");
    }

    @Provide
    Arbitrary<List<Told>> told() {
        return Combinators.combine(
                        Arbitraries.of("03300", "05500", "09900"),
                        Arbitraries.of("S", "M"),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-9999.99"), new BigDecimal("9999.99"))
                                .ofScale(2),
                        Arbitraries.of(true, true, false))
                .as(
                        (phase, costType, amount, acknowledged) ->
                                new Told(new Sum(phase, costType, amount), acknowledged))
                .list()
                .ofMaxSize(12);
    }
}
