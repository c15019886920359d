package io.ccobridge.sandbox.company;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import java.util.List;
import java.util.Map;

/**
 * The same contractor as Spectrum holds it, to fill a sandbox Spectrum with.
 *
 * @param phases by job number; a job without phases is absent
 * @param vendors inactive ones too, which Spectrum does not list
 */
public record SpectrumBooks(
        List<Job> jobs,
        Map<String, List<Phase>> phases,
        List<SpectrumVendor> vendors,
        List<Subcontract> subcontracts) {

    public SpectrumBooks {
        jobs = List.copyOf(jobs);
        phases = Map.copyOf(phases);
        vendors = List.copyOf(vendors);
        subcontracts = List.copyOf(subcontracts);
    }

    /**
     * @param vendorCode with {@code number} the key: the same number may stand under another vendor
     */
    public record Subcontract(String vendorCode, String number, String jobNumber) {}
}
