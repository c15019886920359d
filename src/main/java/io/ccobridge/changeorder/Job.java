package io.ccobridge.changeorder;

/**
 * A Spectrum job.
 *
 * @param customerCode the contract customer, which every change request needs; null when the job
 *     has none
 * @param status {@code A}ctive, {@code I}nactive or {@code C}omplete
 */
public record Job(String number, String description, String customerCode, String status) {

    public boolean complete() {
        return "C".equals(status);
    }
}
