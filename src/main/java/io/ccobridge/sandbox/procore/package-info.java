/** A Procore to try things on: its REST API and login host, with faults that can be ordered. */
package io.ccobridge.sandbox.procore;
