package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.flow.PreFlight.Check;
import io.ccobridge.json.Money;
import java.util.List;
import java.util.TreeMap;

/** What was seen of each requirement that is met, in words, for the pre-flight. */
final class MetRequirements {

    private MetRequirements() {}

    /**
     * @param number of the change request; null when none could be made
     * @param none whether nothing of the requirement is unmet; of phases some may be
     */
    static List<Check> met(String requirement, Candidate candidate, String number, boolean none) {
        ChangeOrder changeOrder = candidate.changeOrder();
        return switch (requirement) {
            case "cost-codes-linked" -> phases(candidate, none);
            case "vendor-linked" ->
                    List.of(
                            candidate.vendor() == null || candidate.vendor().target() == null
                                    ? Check.untold(
                                            requirement, "its commitment and company are known")
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
                                    ? Check.untold(requirement, "its commitment is known")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            "It is linked to subcontract "
                                                    + candidate.subcontract().code()
                                                    + ", which Spectrum has no service to confirm."));
            case "change-request-number" ->
                    List.of(
                            number == null
                                    ? Check.untold(
                                            requirement, "number, commitment and job are known")
                                    : Check.passed(
                                            requirement,
                                            true,
                                            "Change request number " + number + " is free."));
            default ->
                    List.of(
                            unread(requirement, changeOrder)
                                    ? Check.untold(requirement, "Procore's document can be read")
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
                ? List.of(Check.untold("cost-codes-linked", "its job and its lines are known"))
                : List.copyOf(checks.values());
    }

    private static String named(String code, String name) {
        return name == null || name.isBlank() ? code : code + " (" + name + ")";
    }
}
