package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;

/** Names of tokens and users, as the audit trail tells them apart. */
final class Names {

    private Names() {}

    /**
     * The name itself.
     *
     * @throws Refusal 422 when it is the bridge's own
     */
    static String free(String name) {
        if (name.equalsIgnoreCase(Caller.SYSTEM.name())) {
            throw Refusal.invalid(
                    "name", "The name " + name + " is the bridge's own; take another.");
        }
        return name;
    }
}
