package io.ccobridge.audit.pack;

import java.util.Locale;

/** The parts of the summary, each with the rows that it is added up from. */
enum Section {
    OPENING("change-orders.csv", "amount_at_start where state_at_start is NAME"),
    IN("moves.csv", "value where to is NAME and state_before is not"),
    OUT("moves.csv", "value_before where state_before is NAME and to is not"),
    CHANGED("moves.csv", "value less value_before where state_before and to are NAME"),
    CLOSING("change-orders.csv", "amount_at_end where state_at_end is NAME"),
    MOVED("moves.csv", "value where from and to are NAME and differ"),
    ACCEPTED("moves.csv", "value where from is READY_TO_EXPORT and to is ACCEPTED"),
    APPROVED_LINES("lines.csv", "amount where kind is approved"),
    EDITED_LINES("lines.csv", "amount where kind is edited"),
    SYNCED("moves.csv", "value where from is not SYNCED and to is, by NAME"),
    EXPORTED_LINES("lines.csv", "amount where kind is exported"),
    SENT_TO_SPECTRUM("spectrum-calls.csv", "amount where outcome is accepted"),
    CALLS("spectrum-calls.csv", "amount where outcome is NAME"),
    SENT_LINES("lines.csv", "amount where kind is sent"),
    ADMINISTRATION("moves.csv", "rows without a change_order_id, by subject's first word");

    private final String file;
    private final String how;

    Section(String file, String how) {
        this.file = file;
        this.how = how;
    }

    /** Whether it is one of those that lead from the opening balance to the closing one. */
    boolean isBalance() {
        return compareTo(CLOSING) <= 0;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String file() {
        return file;
    }

    String how(String name) {
        return how.replace("NAME", name);
    }
}
