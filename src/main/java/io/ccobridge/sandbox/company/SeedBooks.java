package io.ccobridge.sandbox.company;

import io.ccobridge.changeorder.Commitment.Kind;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.sandbox.company.SpectrumBooks.Subcontract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The seed as accounting has it: the same company, and a little that only accounting knows. */
final class SeedBooks {

    private SeedBooks() {}

    static SpectrumBooks of(Company company) {
        return new SpectrumBooks(jobs(), phases(), vendors(), subcontracts(company));
    }

    private static List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        SeedNames.SITES.forEach(
                site -> jobs.add(new Job(site.number(), site.name(), site.customer(), "A")));
        jobs.add(new Job("23-095", "Yard & Shop", null, "I"));
        jobs.add(new Job("22-090", "Old Mill Renovation", "MILLST", "C"));
        return jobs;
    }

    private static Map<String, List<Phase>> phases() {
        List<Phase> phases = new ArrayList<>();
        for (SeedNames.Code code : SeedNames.CODES) {
            if (!code.equals(SeedNames.UNKNOWN)) {
                String status = code.equals(SeedNames.COMPLETE) ? "C" : "A";
                String phase = code.code().replace("-", "");
                SeedNames.COST_TYPES.forEach(
                        type -> phases.add(new Phase(phase, type, code.name(), status)));
            }
        }
        Map<String, List<Phase>> byJob = new HashMap<>();
        SeedNames.SITES.forEach(site -> byJob.put(site.number(), List.copyOf(phases)));
        return byJob;
    }

    private static List<SpectrumVendor> vendors() {
        List<SpectrumVendor> vendors = new ArrayList<>();
        SeedNames.FIRMS.stream()
                .filter(firm -> firm.code() != null)
                .map(f -> new SpectrumVendor(f.code(), f.name(), !f.equals(SeedNames.INACTIVE)))
                .forEach(vendors::add);
        vendors.add(new SpectrumVendor("CITYWATER", "City Water & Sewer", true));
        vendors.add(new SpectrumVendor("SORENSEN", "Sorensen Acoustics", true));
        return vendors;
    }

    private static List<Subcontract> subcontracts(Company company) {
        return company.commitments().stream()
                .filter(c -> c.kind() == Kind.SUBCONTRACT && c.originCode() != null)
                .filter(c -> c.vendor().originCode() != null)
                .map(
                        c ->
                                new Subcontract(
                                        c.vendor().originCode(),
                                        c.originCode(),
                                        c.project().number()))
                .toList();
    }
}
