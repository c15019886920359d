package io.ccobridge.sandbox.spectrum;

/** What makes two calls be about the same cost line of a change request. */
public record CostLineKey(
        String phase,
        String costType,
        String subcontractor,
        String subcontract,
        String bidGroup,
        String bidItem) {

    @Override
    public String toString() {
        return String.join(" ", phase, costType, subcontractor, subcontract, bidGroup, bidItem)
                .trim();
    }
}
