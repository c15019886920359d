/**
 * What must be so before a change order can go to Spectrum: one class a requirement, and the list
 * of them. Plain Java that knows {@code changeorder} and nobody else (lifecycle, "Eligibility").
 */
package io.ccobridge.requirement;
