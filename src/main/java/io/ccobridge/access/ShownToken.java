package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import java.time.Instant;

/** What a token is that somebody shows. */
public sealed interface ShownToken {

    record Valid(Caller caller) implements ShownToken {}

    record Expired(String name, Instant at) implements ShownToken {}

    /** Nobody's, or not any more. */
    record Unknown() implements ShownToken {}
}
