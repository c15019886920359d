package io.ccobridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Holdings.Place;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.flow.PhaseSums.CommitmentSum;
import io.ccobridge.flow.PhaseSums.PhaseSum;
import io.ccobridge.queue.SentToSpectrum.Together;
import io.ccobridge.spectrum.LineSums;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the lines and whatever was sent before: the sums of a preview are right to the cent. */
class PhaseSumsPropertyTest {

    /** The link of {@code lost.S} leads to nothing, and {@code none} has none. */
    private static final List<String> CODES =
            List.of("03-300.S", "03-300.M", "03-301.S", "lost.S", "none");

    @Property
    void everyCentOfTheLinesIsInAPhaseOrSaidToBeInNone(
            @ForAll("lines") List<Line> lines, @ForAll("before") Map<Place, BigDecimal> before) {
        PhaseSums sums = new PhaseSums(candidate(lines), null, together(before));
        CommitmentSum commitment = sums.commitment();
        BigDecimal all = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(sums.phases()).add(new BigDecimal(commitment.unplaced())))
                .isEqualByComparingTo(all)
                .isEqualByComparingTo(commitment.amount());
        assertAddsUp(sums, before);
    }

    @Property
    void whatIsPlannedIsWhatIsShown(
            @ForAll("lines") List<Line> lines, @ForAll("before") Map<Place, BigDecimal> before) {
        List<Line> placed =
                lines.stream().filter(line -> CODES.indexOf(line.wbsCode()) < 3).toList();
        Candidate candidate = candidate(placed);
        PhaseSums planned = new PhaseSums(candidate, LineSums.of(candidate), together(before));
        PhaseSums asFarAsTheyLead = new PhaseSums(candidate, null, together(before));
        assertThat(planned.phases()).isEqualTo(asFarAsTheyLead.phases());
        assertThat(planned.commitment()).isEqualTo(asFarAsTheyLead.commitment());
        assertThat(planned.commitment().unplaced()).isEqualTo("0.00");
        assertAddsUp(planned, before);
    }

    private static void assertAddsUp(PhaseSums sums, Map<Place, BigDecimal> before) {
        for (PhaseSum phase : sums.phases()) {
            BigDecimal sentBefore =
                    before.getOrDefault(
                            new Place(phase.phase(), phase.costType()), BigDecimal.ZERO);
            assertThat(new BigDecimal(phase.sentBefore())).isEqualByComparingTo(sentBefore);
            assertThat(new BigDecimal(phase.after()))
                    .isEqualByComparingTo(sentBefore.add(new BigDecimal(phase.amount())));
        }
        CommitmentSum commitment = sums.commitment();
        assertThat(new BigDecimal(commitment.after()))
                .isEqualByComparingTo(
                        new BigDecimal(commitment.sentBefore())
                                .add(new BigDecimal(commitment.amount())));
    }

    private static BigDecimal sum(List<PhaseSum> phases) {
        return phases.stream()
                .map(phase -> new BigDecimal(phase.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Together together(Map<Place, BigDecimal> before) {
        return new Together(before, BigDecimal.ZERO);
    }

    private static Candidate candidate(List<Line> lines) {
        Map<String, Link<Phase>> phases = new HashMap<>();
        // two codes of Procore may lead to one phase
        phases.put("03-300.S", open("03300", "S"));
        phases.put("03-300.M", open("03300", "M"));
        phases.put("03-301.S", open("03300", "S"));
        phases.put("lost.S", new Link<>("99999.S", Link.Source.RULE, null));
        return new Candidate(
                new ChangeOrder(
                        new Project(1, "Tower", "24-101", ZoneOffset.UTC, null, null),
                        "1",
                        1L,
                        "001",
                        "Title",
                        null,
                        "approved",
                        LocalDate.of(2026, 11, 20),
                        BigDecimal.ZERO,
                        null,
                        55L,
                        null,
                        lines,
                        List.of()),
                new Link<>("24-101", Link.Source.RULE, new Job("24-101", "Tower", "OWNER", "A")),
                null,
                null,
                phases,
                null);
    }

    private static Link<Phase> open(String phase, String costType) {
        return new Link<>(
                phase + "." + costType,
                Link.Source.RULE,
                new Phase(phase, costType, "Concrete", "A"));
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(Arbitraries.of(CODES), amounts())
                .as((code, amount) -> new Line("1", code, code, "S", amount, null))
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<Map<Place, BigDecimal>> before() {
        return Arbitraries.maps(
                        Combinators.combine(
                                        Arbitraries.of("03300", "05500", "99999"),
                                        Arbitraries.of("S", "M"))
                                .as(Place::new),
                        amounts())
                .ofMaxSize(4);
    }

    private static Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999.99"), new BigDecimal("99999.99"))
                .ofScale(2);
    }
}
