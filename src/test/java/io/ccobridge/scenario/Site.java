package io.ccobridge.scenario;

import static java.util.stream.Collectors.toMap;

import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreLine;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.spectrum.Books;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A building site that both systems know: a project and its job, a vendor, a subcontract, and
 * phases 03300 (S, M, L), 05500 (S) and 09900 (S).
 */
final class Site {

    /** The contract customer of every job. */
    static final String CUSTOMER = "OWNER1";

    final ProcoreProject project;
    final ProcoreVendor vendor;
    final ProcoreCommitment subcontract;

    private final String job;
    private int changeOrders;

    /**
     * @param suffix of the job number 24-1.., the vendor code and the subcontract number; two
     *     digits
     */
    Site(Company company, Books books, String suffix) {
        job = "24-1" + suffix;
        project = company.addProject("Harbor Tower " + suffix, job);
        vendor = company.addVendor("Acme Concrete " + suffix, "ACME" + suffix);
        subcontract = project.addSubcontract("SC-0" + suffix, vendor);
        books.addJob(job, project.name(), CUSTOMER)
                .addPhase(job, "03300", "S", "Concrete")
                .addPhase(job, "03300", "M", "Concrete")
                .addPhase(job, "03300", "L", "Concrete")
                .addPhase(job, "05500", "S", "Metals")
                .addPhase(job, "09900", "S", "Paint")
                .addVendor(vendor.originCode(), vendor.name())
                .addSubcontract(vendor.originCode(), subcontract.number());
    }

    String job() {
        return job;
    }

    /** An approved change order of the site's subcontract, with the next number. */
    ProcoreChangeOrder changeOrder(String title, ProcoreLine... lines) {
        return changeOrder(subcontract, title, lines);
    }

    ProcoreChangeOrder changeOrder(
            ProcoreCommitment commitment, String title, ProcoreLine... lines) {
        return commitment.addChangeOrder("%03d".formatted(++changeOrders), title, List.of(lines));
    }

    /** One for concrete, of one line. */
    ProcoreChangeOrder changeOrder(String amount) {
        return changeOrder("Added footing", ProcoreLine.line("03-300.S", amount));
    }

    /** What Procore's lines come to in Spectrum, by phase and cost type ({@code 03300 S}). */
    static Map<String, BigDecimal> owed(ProcoreChangeOrder changeOrder) {
        return changeOrder.lines().stream()
                .collect(
                        toMap(
                                line -> line.wbsCode().replace("-", "").replace('.', ' '),
                                line -> line.value().setScale(2),
                                BigDecimal::add,
                                TreeMap::new));
    }
}
