package io.ccobridge.changeorder;

import java.util.Map;

/**
 * A change order with what it leads to in Spectrum: all that a requirement may look at.
 *
 * @param job null when the project has no link
 * @param vendor null when the contract company has no link
 * @param subcontract null when the commitment has no link; the target is the number itself, since
 *     Spectrum has no service that could confirm it
 * @param phases by {@link Line#wbsCode()}; a code without a link is absent
 * @param changeRequestNumber a number that is free for this change order; null when none could be
 *     made
 */
public record Candidate(
        ChangeOrder changeOrder,
        Link<Job> job,
        Link<SpectrumVendor> vendor,
        Link<String> subcontract,
        Map<String, Link<Phase>> phases,
        String changeRequestNumber) {

    public Candidate {
        phases = Map.copyOf(phases);
    }

    public Candidate withChangeRequestNumber(String number) {
        return new Candidate(changeOrder, job, vendor, subcontract, phases, number);
    }
}
