/**
 * A Spectrum to try things on: a server that answers as Spectrum's Data Exchange does where it is
 * documented (facts/spectrum-api.md), strict where that is strict, with a ledger of every cent it
 * was told to keep and faults that are switched on while it runs. It knows nothing of the bridge.
 */
package io.ccobridge.sandbox.spectrum;
