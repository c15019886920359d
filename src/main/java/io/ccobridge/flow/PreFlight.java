package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Money;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.spectrum.ReferenceAges;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that is looked at before a change order goes to Spectrum, with its outcome: the
 * requirements by their names, and what no requirement asks because it hinders nobody from
 * accepting. All outcomes at once.
 */
public final class PreFlight {

    /**
     * One outcome.
     *
     * @param check a requirement's name, or what else is looked at
     * @param blocking whether it keeps the change order from being accepted while it is not passed
     * @param fix what a person does about it; null when it is passed
     */
    public record Check(
            String check, boolean passed, boolean blocking, String message, String fix) {

        static Check passed(String check, boolean blocking, String message) {
            return new Check(check, true, blocking, message, null);
        }

        static Check failed(Problem problem) {
            return new Check(problem.requirement(), false, true, problem.message(), problem.fix());
        }

        static Check warning(String check, String message, String fix) {
            return new Check(check, false, false, message, fix);
        }
    }

    /** Older than that, what Spectrum has may be another by now. */
    private static final Duration OLD = Duration.ofDays(1);

    private final List<String> requirements;
    private final ReferenceAges ages;
    private final boolean statusSet;
    private final Clock clock;

    /**
     * @param requirements all names, in their order
     * @param statusSet whether the site has set {@code spectrum.change-request-status}
     * @param clock in the zone of accounting
     */
    public PreFlight(
            List<String> requirements, ReferenceAges ages, boolean statusSet, Clock clock) {
        this.requirements = List.copyOf(requirements);
        this.ages = ages;
        this.statusSet = statusSet;
        this.clock = clock;
    }

    /** Whether the change requests that go out have a status code. */
    boolean statusSet() {
        return statusSet;
    }

    /**
     * @param number of the change request, as proposed or typed; null when none could be made
     * @param subNumber of the subcontract's change order; null when none could be made
     * @param accountingDate null when it is not known
     * @param problems everything that would keep it from being accepted
     */
    List<Check> of(
            ChangeOrderRow row,
            Candidate candidate,
            String number,
            String subNumber,
            LocalDate accountingDate,
            List<Problem> problems) {
        List<Check> checks = new ArrayList<>();
        for (String requirement : requirements) {
            List<Problem> unmet =
                    problems.stream().filter(p -> p.requirement().equals(requirement)).toList();
            if (!unmet.isEmpty()) {
                unmet.forEach(problem -> checks.add(Check.failed(problem)));
            }
            if (unmet.isEmpty() || requirement.equals("cost-codes-linked")) {
                checks.addAll(met(requirement, candidate, number, unmet.isEmpty()));
            }
        }
        problems.stream()
                .filter(problem -> !requirements.contains(problem.requirement()))
                .forEach(problem -> checks.add(Check.failed(problem)));
        checks.add(subNumber(candidate, subNumber));
        checks.add(unchanged(row));
        if (row.state() == State.READY_TO_EXPORT) {
            checks.add(sameTarget(row, candidate));
        }
        checks.add(customer(candidate));
        checks.add(statusCode());
        checks.add(date(accountingDate));
        checks.add(referenceData(candidate.job()));
        return checks;
    }

    /** What there is to see once Spectrum holds it. */
    List<Check> afterwards(ChangeOrderRow row) {
        return List.of(unchanged(row));
    }

    // ---- Requirements

    private static List<Check> met(
            String requirement, Candidate candidate, String number, boolean none) {
        ChangeOrder changeOrder = candidate.changeOrder();
        return switch (requirement) {
            case "cost-codes-linked" -> phases(candidate, none);
            case "vendor-linked" ->
                    List.of(
                            candidate.vendor() == null || candidate.vendor().target() == null
                                    ? untold(requirement, "its commitment and company are known")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            "Vendor "
                                                    + named(
                                                            candidate.vendor().code(),
                                                            candidate.vendor().target().name())
                                                    + " is active in Spectrum."));
            case "commitment-synced" ->
                    List.of(
                            candidate.subcontract() == null
                                    ? untold(requirement, "its commitment is known")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            "It is linked to subcontract "
                                                    + candidate.subcontract().code()
                                                    + ", which Spectrum has no service to confirm."));
            case "change-request-number" ->
                    List.of(
                            number == null
                                    ? untold(requirement, "number, commitment and job are known")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            "Change request number " + number + " is free."));
            default ->
                    List.of(
                            unread(requirement, changeOrder)
                                    ? untold(requirement, "Procore's document can be read")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            sentence(requirement, changeOrder, candidate)));
        };
    }

    /** That a field cannot be read is told once, by readable; nothing else can be said of it. */
    private static boolean unread(String requirement, ChangeOrder changeOrder) {
        return switch (requirement) {
            case "status-approved" -> changeOrder.status() == null;
            case "commitment-kind" -> changeOrder.commitment() == null;
            case "number-length" -> changeOrder.number() == null;
            case "title-length" -> changeOrder.title() == null;
            case "date-created" -> changeOrder.dateCreated() == null;
            case "lines-present" -> changeOrder.lines().isEmpty();
            case "amount-fits" ->
                    changeOrder.total() == null
                            || changeOrder.lines().isEmpty()
                            || changeOrder.lines().stream().anyMatch(l -> l.amount() == null);
            default -> false;
        };
    }

    private static String sentence(
            String requirement, ChangeOrder changeOrder, Candidate candidate) {
        return switch (requirement) {
            case "readable" -> "Everything in Procore's document can be read.";
            case "status-approved" -> "It is approved in Procore.";
            case "commitment-kind" ->
                    "Spectrum has change orders for its commitment"
                            + (changeOrder.commitment() == null
                                    ? "."
                                    : " " + changeOrder.commitment().number() + ".");
            case "number-length" -> "Its number " + changeOrder.number() + " fits.";
            case "title-length" -> "Its title fits.";
            case "date-created" -> "It was created on " + changeOrder.dateCreated() + ".";
            case "project-synced" -> job(candidate.job());
            case "lines-present" ->
                    "It has "
                            + (changeOrder.lines().size() == 1
                                    ? "1 line."
                                    : changeOrder.lines().size() + " lines.");
            case "amount-fits" ->
                    "Its lines add up to its total of " + Money.text(changeOrder.total()) + ".";
            case "currency" ->
                    changeOrder.currency() == null
                            ? "Procore names no currency."
                            : "Its currency is " + changeOrder.currency() + ".";
            case "single-cost-type" -> "Its lines have cost types that may go together.";
            default -> "Met.";
        };
    }

    private static String job(Link<Job> job) {
        return job == null || job.target() == null
                ? "Met."
                : "Job "
                        + named(job.target().number(), job.target().description())
                        + (job.target().status().equals("A")
                                ? " is active in Spectrum."
                                : " is not complete in Spectrum.");
    }

    /** A line for each phase, since each has a fix of its own. */
    private static List<Check> phases(Candidate candidate, boolean none) {
        TreeMap<String, Check> checks = new TreeMap<>();
        for (Link<Phase> link : candidate.phases().values()) {
            if (link.target() != null && !link.target().complete()) {
                checks.put(
                        link.code(),
                        Check.passed(
                                "cost-codes-linked",
                                true,
                                "Phase "
                                        + named(link.target().code(), link.target().description())
                                        + " with cost type "
                                        + link.target().costType()
                                        + " is open in Spectrum."));
            }
        }
        return checks.isEmpty() && none
                ? List.of(untold("cost-codes-linked", "its job and its lines are known"))
                : List.copyOf(checks.values());
    }

    /** What cannot be looked at yet is not passed. */
    private static Check untold(String check, String until) {
        return new Check(
                check,
                false,
                true,
                "This cannot be looked at until " + until + ".",
                "Mend the other problems first.");
    }

    // ---- What hinders nobody, or only now

    private static Check subNumber(Candidate candidate, String subNumber) {
        String check = "sub-change-order-number";
        String own = candidate.changeOrder().number();
        if (subNumber == null || candidate.vendor() == null || candidate.subcontract() == null) {
            return untold(check, "its vendor and subcontract are known");
        }
        String where =
                "subcontract "
                        + candidate.subcontract().code()
                        + " of vendor "
                        + candidate.vendor().code();
        return Check.passed(
                check,
                true,
                own == null || subNumber.equals(own.strip())
                        ? "Change order number " + subNumber + " is free in " + where + "."
                        : "Change order number "
                                + own
                                + " is taken in "
                                + where
                                + ", or too long for it; "
                                + subNumber
                                + " is free and goes in its place.");
    }

    private static Check unchanged(ChangeOrderRow row) {
        String check = "unchanged";
        if (!row.changedSinceSent()) {
            return Check.passed(check, true, "It is in Procore as it was sent to accounting.");
        }
        return switch (row.state()) {
            case SYNCED ->
                    new Check(
                            check,
                            false,
                            false,
                            "It has changed in Procore since; Spectrum holds what was accepted.",
                            "Change it back in Procore, or undo the change request in Spectrum,"
                                    + " unlink it here and send it again.");
            case ACCEPTED, FAILED_TO_EXPORT ->
                    Check.warning(
                            check,
                            "It has changed in Procore since it was accepted.",
                            "Reject it once it has failed, then send it again; or change it back in"
                                    + " Procore.");
            default ->
                    new Check(
                            check,
                            false,
                            true,
                            "It has changed in Procore since it was sent to accounting.",
                            "Send it again, then look at it anew.");
        };
    }

    private static Check sameTarget(ChangeOrderRow row, Candidate candidate) {
        String check = "links-unchanged";
        String job = candidate.job() == null ? null : candidate.job().code();
        String vendor = candidate.vendor() == null ? null : candidate.vendor().code();
        return Objects.equals(job, row.jobNumber()) && Objects.equals(vendor, row.vendorCode())
                ? Check.passed(check, true, "It leads where it led when it was sent.")
                : new Check(
                        check,
                        false,
                        true,
                        "Since a link has changed it leads to job %s and vendor %s, no longer to %s and %s."
                                .formatted(job, vendor, row.jobNumber(), row.vendorCode()),
                        "See that this is right, then accept it: the first try shows where it leads"
                                + " now, the second accepts it.");
    }

    private static Check customer(Candidate candidate) {
        String check = "customer";
        if (candidate.job() == null || candidate.job().target() == null) {
            return Check.warning(
                    check,
                    "The contract customer comes with the job, which is not known.",
                    "Mend the other problems first.");
        }
        String customer = candidate.job().target().customerCode();
        return customer == null || customer.isBlank()
                ? Check.warning(
                        check,
                        "Job "
                                + candidate.job().target().number()
                                + " has no contract customer in Spectrum, and every change request"
                                + " needs one.",
                        "Give the job its contract customer in Spectrum.")
                : Check.passed(check, false, "The job's contract customer is " + customer + ".");
    }

    private Check statusCode() {
        String check = "status-code";
        return statusSet
                ? Check.passed(check, false, "The change request's status code is set.")
                : Check.warning(
                        check,
                        "The setting spectrum.change-request-status is empty; Spectrum wants a status"
                                + " code for a new change request.",
                        "Set it to the site's code for cost-only changes.");
    }

    /**
     * Spectrum takes a day of its open A/R processing range only, and tells nobody which that is
     * (facts/spectrum-api.md 2.2): what is sure to be closed somewhere is warned of.
     */
    private Check date(LocalDate day) {
        String check = "accounting-date";
        if (day == null) {
            return Check.warning(
                    check,
                    "The day of the commitment is not known.",
                    "Mend the other problems first.");
        }
        LocalDate today = LocalDate.now(clock);
        if (day.isAfter(today.plusDays(1))) {
            return Check.warning(
                    check,
                    day + " is still to come; Spectrum takes a day of its open A/R periods only.",
                    "Accept it with an accounting date in an open period.");
        }
        LocalDate earliest = today.withDayOfMonth(1).minusMonths(1);
        return day.isBefore(earliest)
                ? Check.warning(
                        check,
                        day
                                + " is before last month; Spectrum takes a day of its open A/R periods"
                                + " only.",
                        "Accept it with an accounting date in an open period.")
                : Check.passed(check, false, "Spectrum gets the day " + day + ".");
    }

    private Check referenceData(Link<Job> job) {
        String check = "reference-data";
        Instant now = clock.instant();
        List<String> told = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (ReferenceAges.Age age :
                ages.of(job == null || job.target() == null ? null : job.target().number())) {
            if (age.readAt() == null) {
                wrong.add(age.what() + " never");
            } else {
                String at = age.what() + " at " + age.readAt().truncatedTo(ChronoUnit.SECONDS);
                if (!age.whole()) {
                    wrong.add(at + ", and not whole");
                } else if (Duration.between(age.readAt(), now).compareTo(OLD) > 0) {
                    wrong.add(at);
                }
                told.add(at);
            }
        }
        return wrong.isEmpty()
                ? Check.passed(
                        check, false, "Spectrum was read lately: " + String.join(", ", told) + ".")
                : Check.warning(
                        check,
                        wrong.stream()
                                .collect(
                                        Collectors.joining(
                                                "; ",
                                                "What is checked against may be out of date. Spectrum was"
                                                        + " last read: ",
                                                ".")),
                        "Refresh the reference data (console: Status; cco-bridge refresh): it tells what"
                                + " it misses. spectrum.reference.cron says when it is done by itself.");
    }

    private static String named(String code, String name) {
        return name == null || name.isBlank() ? code : code + " (" + name + ")";
    }
}
