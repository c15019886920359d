/**
 * What Spectrum is told and what it answers: change request numbers, sums, envelopes, answers, and
 * the reference data read from it.
 */
package io.ccobridge.spectrum;
