package io.ccobridge.changeorder;

/**
 * A Spectrum vendor. Spectrum lists only active ones: an inactive one was listed once and is no
 * longer.
 */
public record SpectrumVendor(String code, String name, boolean active) {}
