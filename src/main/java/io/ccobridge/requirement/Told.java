package io.ccobridge.requirement;

import io.ccobridge.changeorder.ChangeOrder;

/** What {@code readable} tells about a document, so that no other requirement tells it again. */
final class Told {

    private Told() {}

    /**
     * Whether the field, a part of it, what it is a part of or the whole document is among what
     * could not be read.
     *
     * @param field as Procore spells it, for example {@code created_at} or {@code lines[2].amount}
     */
    static boolean about(ChangeOrder changeOrder, String field) {
        return changeOrder.fieldProblems().stream()
                .map(problem -> problem.field())
                .anyMatch(
                        unread ->
                                unread.equals("document")
                                        || unread.equals(field)
                                        || field.startsWith(unread + ".")
                                        || unread.startsWith(field + ".")
                                        || unread.startsWith(field + "["));
    }
}
