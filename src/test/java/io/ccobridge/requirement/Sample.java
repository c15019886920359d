package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A change order that meets every requirement, until a test takes something away from it. */
final class Sample {

    Long procoreId = 998877L;
    String number = "002";
    String title = "Added footing";
    String description = "Footing at grid line 4";
    String status = "approved";
    LocalDate dateCreated = LocalDate.of(2026, 11, 20);
    BigDecimal total = new BigDecimal("12500.00");
    String currency = "USD";
    Long commitmentId = 55L;
    Commitment.Kind kind = Commitment.Kind.SUBCONTRACT;
    String commitmentNumber = "SC-001";
    boolean commitmentShown = true;
    Vendor company = new Vendor(47L, "Acme Concrete", null, "ACME");
    List<Line> lines = new ArrayList<>(List.of(line("03-300.S", "12500.00")));
    List<FieldProblem> fieldProblems = new ArrayList<>();

    Link<Job> job =
            new Link<>(
                    "24-101", Link.Source.RULE, new Job("24-101", "Harbor Tower", "HARBOR", "A"));
    Link<SpectrumVendor> vendor =
            new Link<>(
                    "ACME", Link.Source.PROCORE, new SpectrumVendor("ACME", "Acme Concrete", true));
    Link<String> subcontract = new Link<>("SC-001", Link.Source.MANUAL, "SC-001");
    Map<String, Link<Phase>> phases = new HashMap<>(Map.of("03-300.S", phase("03300", "S", "A")));
    String changeRequestNumber = "S001-002";

    static Line line(String wbsCode, String amount) {
        int point = wbsCode == null ? -1 : wbsCode.lastIndexOf('.');
        return new Line(
                "1",
                wbsCode,
                point < 0 ? null : wbsCode.substring(0, point),
                point < 0 ? null : wbsCode.substring(point + 1),
                amount == null ? null : new BigDecimal(amount),
                null);
    }

    static Link<Phase> phase(String code, String costType, String status) {
        return new Link<>(
                code + "." + costType,
                Link.Source.RULE,
                new Phase(code, costType, "Concrete", status));
    }

    Sample lines(String total, Line... lines) {
        this.total = total == null ? null : new BigDecimal(total);
        this.lines = List.of(lines);
        return this;
    }

    Sample unreadable(String field, String message) {
        fieldProblems.add(new FieldProblem(field, message));
        return this;
    }

    ChangeOrder changeOrder() {
        return new ChangeOrder(
                new Project(101, "Harbor Tower", "24-101", ZoneOffset.UTC, null, null),
                "998877",
                procoreId,
                number,
                title,
                description,
                status,
                dateCreated,
                total,
                currency,
                commitmentId,
                commitmentShown
                        ? new Commitment(
                                55, kind, commitmentNumber, "Concrete", company, null, null)
                        : null,
                lines,
                fieldProblems);
    }

    Candidate candidate() {
        return new Candidate(changeOrder(), job, vendor, subcontract, phases, changeRequestNumber);
    }

    List<Problem> check(RequirementSettings settings) {
        return new Requirements(settings).check(candidate());
    }

    /** The problems as {@code requirement: message}. */
    List<String> problems() {
        return problems(RequirementSettings.DEFAULTS);
    }

    List<String> problems(RequirementSettings settings) {
        return check(settings).stream()
                .map(problem -> problem.requirement() + ": " + problem.message())
                .toList();
    }
}
