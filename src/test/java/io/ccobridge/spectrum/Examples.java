package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Link.Source;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A believable change order, and variations of it. */
final class Examples {

    static final SpectrumSettings SETTINGS = settings("http://localhost:8482");

    private Examples() {}

    static SpectrumSettings settings(String url) {
        return new SpectrumSettings(
                url, "ABC", "secret-id", SpectrumSettings.Auth.NONE, null, null, "CR", "E");
    }

    static ChangeOrder changeOrder(String number, Commitment commitment, List<Line> lines) {
        return changeOrder(number, "Added footing", "See RFI 12", commitment, lines);
    }

    static ChangeOrder changeOrder(
            String number,
            String title,
            String description,
            Commitment commitment,
            List<Line> lines) {
        return new ChangeOrder(
                new Project(
                        101, "Harbor Tower", "24-101", ZoneId.of("America/New_York"), null, null),
                "998877",
                998877L,
                number,
                title,
                description,
                "approved",
                LocalDate.of(2026, 11, 20),
                lines.stream()
                        .map(Line::amount)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                "USD",
                commitment == null ? null : commitment.id(),
                commitment,
                lines,
                List.of());
    }

    static Commitment subcontract(String number) {
        return commitment(Commitment.Kind.SUBCONTRACT, number);
    }

    static Commitment commitment(Commitment.Kind kind, String number) {
        return new Commitment(
                7,
                kind,
                number,
                "Concrete",
                new Vendor(5L, "Acme Concrete", null, null),
                null,
                null);
    }

    /** A line whose phase and cost type are those of its code, for example 033000.S. */
    static Line line(String code, String amount) {
        String[] parts = code.split("\\.");
        return new Line("of " + code, code, parts[0], parts[1], new BigDecimal(amount), "Footing");
    }

    /** Everything linked. */
    static Candidate candidate(ChangeOrder changeOrder) {
        Map<String, Link<Phase>> phases =
                changeOrder.lines().stream()
                        .collect(
                                Collectors.toMap(
                                        Line::wbsCode,
                                        line ->
                                                link(
                                                        line.wbsCode(),
                                                        new Phase(
                                                                line.costCode(),
                                                                line.costType(),
                                                                "Footings",
                                                                "A")),
                                        (one, other) -> one));
        return new Candidate(
                changeOrder,
                link("24-101", new Job("24-101", "Harbor Tower", "OWNER1", "A")),
                link("ACME", new SpectrumVendor("ACME", "Acme Concrete", true)),
                link("SC-001", "SC-001"),
                phases,
                "S001-002");
    }

    static Candidate candidate(Line... lines) {
        return candidate(changeOrder("002", subcontract("SC-001"), List.of(lines)));
    }

    private static <T> Link<T> link(String code, T target) {
        return new Link<>(code, Source.PROCORE, target);
    }
}
