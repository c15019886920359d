package io.ccobridge.spectrum;

/**
 * Something an approver should know before accepting.
 *
 * @param element of {@code ARChangeRequest}, for example {@code Sub_Comments}
 */
public record Warning(String element, String message) {}
