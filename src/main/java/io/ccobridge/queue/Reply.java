package io.ccobridge.queue;

/**
 * What a call was answered with, beside its text.
 *
 * @param httpStatus null when no answer came
 * @param code Spectrum's error code, several with commas, or the code of a SOAP fault; null when
 *     the answer has none
 */
public record Reply(Integer httpStatus, String code) {

    /** No answer came. */
    public static final Reply NONE = new Reply(null, null);
}
