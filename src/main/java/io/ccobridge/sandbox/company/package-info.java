/** A general contractor, as Procore and as Spectrum hold it: what the two sandboxes serve. */
package io.ccobridge.sandbox.company;
