package io.ccobridge.changeorder;

/**
 * A tie from something in Procore to something in Spectrum.
 *
 * @param code the Spectrum code that the tie names
 * @param source how the tie was found
 * @param target what Spectrum has under that code, as last read; null when it has nothing
 */
public record Link<T>(String code, Source source, T target) {

    /** How a link was found, in the order in which links are looked for. */
    public enum Source {
        /** A person linked it here. */
        MANUAL,
        /** Procore's own ERP field: origin_code, else origin_id. */
        PROCORE,
        /** The rule, for example a job with the project's number. */
        RULE
    }
}
