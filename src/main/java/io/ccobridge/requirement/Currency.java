package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/**
 * The change order's currency, where Procore gives one, is the site's: Spectrum is sent no currency
 * and takes every amount as its own.
 *
 * @param only ISO code; null or blank: any
 */
record Currency(String only) implements Requirement {

    @Override
    public String name() {
        return "currency";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        String currency = candidate.changeOrder().currency();
        return Text.missing(only)
                        || Text.missing(currency)
                        || currency.strip().equalsIgnoreCase(only.strip())
                ? List.of()
                : List.of(
                        problem(
                                "The change order is in "
                                        + currency
                                        + "; only "
                                        + only.strip()
                                        + " goes to Spectrum.",
                                "Set the commitment's currency to "
                                        + only.strip()
                                        + " in Procore, or enter the change in Spectrum by hand."));
    }
}
