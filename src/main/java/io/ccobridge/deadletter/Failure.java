package io.ccobridge.deadletter;

/**
 * How an export failed, as the catalogue looks at it.
 *
 * @param category transient, business, configuration or unknown
 * @param code Spectrum's error code, several with commas; null when there was none
 * @param httpStatus null when no answer came
 * @param column the element Spectrum complained about; null where it named none
 */
record Failure(String category, String code, Integer httpStatus, String column, String message) {}
