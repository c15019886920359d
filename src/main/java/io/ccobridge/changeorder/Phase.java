package io.ccobridge.changeorder;

/**
 * A phase and cost type of a Spectrum job.
 *
 * @param code without dashes
 * @param status {@code A}ctive, {@code I}nactive or {@code C}omplete
 */
public record Phase(String code, String costType, String description, String status) {

    public boolean complete() {
        return "C".equals(status);
    }
}
