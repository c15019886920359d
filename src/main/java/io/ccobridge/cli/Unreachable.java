package io.ccobridge.cli;

import java.net.URI;

/** No answer of a bridge came; what was asked may have been carried out or not. */
final class Unreachable extends RuntimeException {

    Unreachable(URI url, String reason, Throwable cause) {
        super(
                "Could not reach the bridge at "
                        + url
                        + ": "
                        + reason
                        + ". Is it running? (--url or CCO_BRIDGE_URL)",
                cause);
    }
}
