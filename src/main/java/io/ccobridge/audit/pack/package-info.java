/** The audit pack: what a period was, in CSV files and a summary that adds up to the cent. */
package io.ccobridge.audit.pack;
