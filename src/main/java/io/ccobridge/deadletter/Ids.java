package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Refusal;

/** Ids as callers write them. */
final class Ids {

    private Ids() {}

    /** The id in the table; 404 when the text cannot be one. */
    static long parse(String id, String what) {
        if (id == null || !id.matches("[0-9]{1,18}")) {
            throw unknown(id, what);
        }
        return Long.parseLong(id);
    }

    static Refusal unknown(Object id, String what) {
        return Refusal.unknown("There is no " + what + " " + id + ".");
    }
}
