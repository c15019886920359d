package io.ccobridge.audit.pack;

import io.ccobridge.audit.EntryCsv;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** A file of the pack: a header, and rows of one kind after the other. */
record CsvFile(String name, List<String> columns, List<Rows<?>> rows) {

    /** Its text; each piece is made when the one before is written. */
    Iterator<String> pieces() {
        Deque<Iterator<String>> parts = new ArrayDeque<>();
        parts.add(List.of(EntryCsv.line(columns)).iterator());
        rows.forEach(kind -> parts.add(kind.pieces()));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (!parts.isEmpty() && !parts.element().hasNext()) {
                    parts.remove();
                }
                return !parts.isEmpty();
            }

            @Override
            public String next() {
                hasNext();
                return parts.element().next();
            }
        };
    }

    /** How many lines it has got so far, the header aside. */
    long count() {
        return rows.stream().mapToLong(Rows::count).sum();
    }
}
