/**
 * Procore's approved change orders against what Spectrum was told, per commitment and to the cent,
 * now or as it was at a moment in the past. Reads the tables of all rooms and changes nothing.
 * Knows {@code changeorder} and {@code json}.
 */
package io.ccobridge.reconciliation;
