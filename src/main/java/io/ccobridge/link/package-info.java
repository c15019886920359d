/**
 * The ties from Procore to Spectrum: how they are found, and those that people make by hand. Knows
 * {@code changeorder} and {@code json}, and reads the tables that the Procore and Spectrum rooms
 * fill (lifecycle, "Links are found in this order").
 */
package io.ccobridge.link;
