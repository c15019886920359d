package io.ccobridge.sandbox.spectrum;

/** What makes two calls be about the same change request (facts/spectrum-api.md 2.1). */
public record ChangeRequestKey(
        String companyCode, String jobNumber, String customerCode, String number) {

    @Override
    public String toString() {
        return String.join(" ", companyCode, jobNumber, customerCode, number);
    }
}
