/**
 * The audit trail: one chain of entries for the whole bridge, each with the hash of the one before,
 * appended in the transaction of what it tells of and never changed. Every room may know this one;
 * it knows only the language.
 */
package io.ccobridge.audit;
