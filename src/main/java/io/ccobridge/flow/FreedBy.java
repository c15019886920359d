package io.ccobridge.flow;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.flow.Intake.Checked;
import io.ccobridge.link.LinkKind;
import io.ccobridge.queue.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What has come of the things that a change order waited for, in words for its history. */
final class FreedBy {

    /** Who made a link by hand. */
    @FunctionalInterface
    interface Linkers {
        Optional<String> by(LinkKind kind, String procoreId);
    }

    private FreedBy() {}

    /**
     * For example {@code vendor Acme Concrete linked to ACME by admin}, {@code phase 03300 S
     * appeared in Spectrum}.
     */
    static List<String> causes(List<Waits.Wait> before, Checked now, Linkers linkers) {
        List<String> causes = new ArrayList<>();
        for (Waits.Wait wait : before) {
            Awaited thing = wait.thing();
            boolean still =
                    now.awaits().stream()
                            .anyMatch(
                                    awaited ->
                                            awaited.kind() == thing.kind()
                                                    && awaited.procoreId()
                                                            .equals(thing.procoreId()));
            if (!still) {
                causes.add(cause(thing, now.candidate(), linkers));
            }
        }
        return causes;
    }

    private static String cause(Awaited thing, Candidate now, Linkers linkers) {
        return switch (thing.kind()) {
            case JOB ->
                    linked(
                            thing,
                            "job",
                            LinkKind.PROJECTS,
                            now.job(),
                            linkers,
                            "its project number");
            case VENDOR -> vendor(thing, now, linkers);
            case COMMITMENT -> commitment(thing, now, linkers);
            case PHASE -> phase(thing, now, linkers);
            case CHANGE_ORDER -> lowered(thing.name()) + " does not stand in its way any more";
        };
    }

    private static String vendor(Awaited thing, Candidate now, Linkers linkers) {
        Vendor vendor = now.changeOrder().vendor();
        if (vendor != null
                && vendor.id() != null
                && !vendor.id().toString().equals(thing.procoreId())) {
            return "the contract company is " + vendor.name() + " now";
        }
        return linked(thing, "vendor", LinkKind.VENDORS, now.vendor(), linkers, "its code");
    }

    private static String commitment(Awaited thing, Candidate now, Linkers linkers) {
        Commitment commitment = now.changeOrder().commitment();
        if (commitment != null && !Long.toString(commitment.id()).equals(thing.procoreId())) {
            return "it belongs to commitment " + commitment.number() + " now";
        }
        if (thing.lack() == Awaited.Lack.NOT_SHOWN && commitment != null) {
            return "Procore shows commitment " + commitment.number() + " now";
        }
        return linked(
                thing,
                "subcontract",
                LinkKind.COMMITMENTS,
                now.subcontract(),
                linkers,
                "its number");
    }

    private static String phase(Awaited thing, Candidate now, Linkers linkers) {
        boolean onALine =
                now.changeOrder().lines().stream()
                        .map(Line::wbsCode)
                        .anyMatch(thing.procoreId()::equals);
        return onALine
                ? linked(
                        thing,
                        "phase",
                        LinkKind.COST_CODES,
                        now.phases().get(thing.procoreId()),
                        linkers,
                        "its code")
                : "no line has " + lowered(thing.name()) + " any more";
    }

    /**
     * @param what Spectrum's word for it
     * @param rule what the link goes by where nobody made it
     */
    private static String linked(
            Awaited thing, String what, LinkKind kind, Link<?> link, Linkers linkers, String rule) {
        if (link == null) {
            return lowered(thing.name()) + " is not asked for any more";
        }
        String code = spoken(kind, link.code());
        if (thing.code() != null && thing.code().equalsIgnoreCase(link.code())) {
            return switch (thing.lack()) {
                case NOT_THERE -> what + " " + code + " appeared in Spectrum";
                case CLOSED -> what + " " + code + " is active in Spectrum again";
                default -> what + " " + code + " is in order now";
            };
        }
        String name = named(kind, thing);
        return switch (link.source()) {
            case MANUAL ->
                    name
                            + " linked to "
                            + code
                            + linkers.by(kind, thing.procoreId())
                                    .map(person -> " by " + person)
                                    .orElse("");
            case PROCORE -> name + " leads to " + code + " by its ERP code in Procore now";
            case RULE -> name + " leads to " + code + " by " + rule + " now";
        };
    }

    /** A phase and its cost type are said apart. */
    private static String spoken(LinkKind kind, String code) {
        int point = kind == LinkKind.COST_CODES ? code.lastIndexOf('.') : -1;
        return point < 0 ? code : code.substring(0, point) + " " + code.substring(point + 1);
    }

    private static String named(LinkKind kind, Awaited thing) {
        return switch (kind) {
            case VENDORS -> "vendor " + thing.name();
            case PROJECTS -> "project " + thing.name();
            case COMMITMENTS, COST_CODES -> lowered(thing.name());
        };
    }

    private static String lowered(String name) {
        return name.isEmpty()
                ? name
                : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
