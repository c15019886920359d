package io.ccobridge.sandbox.spectrum;

import java.time.LocalDate;

/** Days that are open for entry, both ends included. */
public record DateRange(LocalDate from, LocalDate to) {

    boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    @Override
    public String toString() {
        return Element.date(from) + " to " + Element.date(to);
    }
}
