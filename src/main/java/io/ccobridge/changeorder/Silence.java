package io.ccobridge.changeorder;

/**
 * That a call got no answer of Spectrum's own: it was not there, fell silent, or something in front
 * of it answered in its place.
 *
 * @param words what was seen, for people, for example {@code connection refused}
 * @param beforeSending nothing of the change order had been sent by then, so it cannot be its doing
 */
public record Silence(String words, boolean beforeSending) {}
