package io.ccobridge.link;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what a change order leads to in Spectrum. Each thing is looked for by a manual link, by
 * Procore's own ERP field ({@code origin_code}, else {@code origin_id}) and by the rule, in this
 * order. The first tie is the link even when Spectrum has nothing under its code: the requirements
 * then name the code, instead of a later tie silently standing in for it.
 */
public final class Links {

    private final ManualLinkTable manualLinks;
    private final ProcoreTables procore;
    private final SpectrumTables spectrum;
    private final Tie.Order order;

    /**
     * @param commitmentByNumber the setting {@code links.commitment-by-number}: a commitment
     *     without another tie is the subcontract of the same number
     */
    public Links(DataSource dataSource, boolean commitmentByNumber) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        manualLinks = new ManualLinkTable(jdbc);
        procore = new ProcoreTables(jdbc);
        spectrum = new SpectrumTables(jdbc);
        order = new Tie.Order(commitmentByNumber);
    }

    /** The change order with its links; the change request number is left to be made. */
    public Candidate resolve(ChangeOrder changeOrder) {
        ProcoreEnds ends = ProcoreEnds.of(changeOrder);
        Ties ties =
                new Ties(
                        order,
                        manualLinks.at(ends),
                        procore.costCodes(ends.project(), ends.costCodes()));
        Link<Job> job = job(changeOrder.project(), ties);
        return new Candidate(
                changeOrder,
                job,
                vendor(changeOrder.vendor(), ties),
                subcontract(changeOrder.commitment(), ties),
                phases(changeOrder, ties, job),
                null);
    }

    /** Who made a link by hand; empty when there is none. */
    public Optional<String> linkedBy(LinkKind kind, String procoreId) {
        return manualLinks.linkedBy(kind, procoreId);
    }

    private Link<Job> job(Project project, Ties ties) {
        Known known =
                new Known(
                        Long.toString(project.id()),
                        project.name(),
                        project.number(),
                        project.originCode(),
                        project.originId());
        return ties.find(LinkKind.PROJECTS, known)
                .map(tie -> link(tie, spectrum.job(tie.code()), Job::number))
                .orElse(null);
    }

    private Link<SpectrumVendor> vendor(Vendor vendor, Ties ties) {
        if (vendor == null) {
            return null;
        }
        Known known =
                new Known(
                        String.valueOf(vendor.id()),
                        vendor.name(),
                        null,
                        vendor.originCode(),
                        vendor.originId());
        return ties.find(LinkKind.VENDORS, known)
                .map(tie -> link(tie, spectrum.vendor(tie.code()), SpectrumVendor::code))
                .orElse(null);
    }

    /** Spectrum has no service that tells of subcontracts: the number itself is the target. */
    private static Link<String> subcontract(Commitment commitment, Ties ties) {
        if (commitment == null) {
            return null;
        }
        Known known =
                new Known(
                        Long.toString(commitment.id()),
                        commitment.title(),
                        commitment.number(),
                        commitment.originCode(),
                        commitment.originId());
        return ties.find(LinkKind.COMMITMENTS, known)
                .map(tie -> new Link<>(tie.code(), tie.source(), tie.code()))
                .orElse(null);
    }

    private Map<String, Link<Phase>> phases(ChangeOrder changeOrder, Ties ties, Link<Job> job) {
        Map<String, Ties.ToPhase> found = new HashMap<>();
        for (Line line : changeOrder.lines()) {
            if (line.wbsCode() != null && !found.containsKey(line.wbsCode())) {
                ties.phase(line).ifPresent(tie -> found.put(line.wbsCode(), tie));
            }
        }
        Map<PhaseCode, Phase> targets =
                job == null || job.target() == null || found.isEmpty()
                        ? Map.of()
                        : spectrum.phases(
                                job.target().number(),
                                found.values().stream().map(Ties.ToPhase::code).toList());
        Map<String, Link<Phase>> links = new HashMap<>();
        found.forEach(
                (flatCode, tie) -> {
                    Phase target = targets.get(tie.code().key());
                    PhaseCode code =
                            target == null
                                    ? tie.code()
                                    : new PhaseCode(target.code(), target.costType());
                    links.put(flatCode, new Link<>(code.toString(), tie.source(), target));
                });
        return links;
    }

    private static <T> Link<T> link(Tie tie, Optional<T> target, Function<T, String> code) {
        return new Link<>(target.map(code).orElse(tie.code()), tie.source(), target.orElse(null));
    }
}
