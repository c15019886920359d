package io.ccobridge.sandbox.spectrum;

/**
 * One {@code response} of a Put service (facts/spectrum-api.md 1.5).
 *
 * @param code {@code A}bort, {@code I}nvalid, {@code M}issing, {@code G}ood
 * @param column the element that it is about
 */
public record Entry(String code, String description, String column) {

    static Entry invalid(String column, String description) {
        return new Entry("I", description, column);
    }

    static Entry missing(String column, String description) {
        return new Entry("M", description, column);
    }

    @Override
    public String toString() {
        return code + " " + column + ": " + description;
    }
}
