package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
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

        /** What cannot be looked at yet is not passed. */
        static Check untold(String check, String until) {
            return new Check(
                    check,
                    false,
                    true,
                    "This cannot be looked at until " + until + ".",
                    "Mend the other problems first.");
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
                checks.addAll(MetRequirements.met(requirement, candidate, number, unmet.isEmpty()));
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

    private static Check subNumber(Candidate candidate, String subNumber) {
        String check = "sub-change-order-number";
        String own = candidate.changeOrder().number();
        if (subNumber == null || candidate.vendor() == null || candidate.subcontract() == null) {
            return Check.untold(check, "its vendor and subcontract are known");
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
}
