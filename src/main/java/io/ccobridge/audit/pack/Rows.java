package io.ccobridge.audit.pack;

import io.ccobridge.audit.EntryCsv;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Rows of a file of the pack, read from the database as they are taken, a page at a time. What a
 * row adds to the summary is added when it is written, so that the one cannot differ from the
 * other.
 *
 * @param <R> what is read: one row of the file, or several
 */
abstract class Rows<R> {

    /** Where the lines of the file go. */
    static final class Lines {
        private final StringBuilder text = new StringBuilder();
        private long count;

        void add(Object... cells) {
            add(Arrays.asList(cells));
        }

        void add(List<?> cells) {
            text.append(EntryCsv.line(cells));
            count++;
        }
    }

    private final int pageSize;
    private long count;

    Rows(int pageSize) {
        this.pageSize = pageSize;
    }

    /**
     * The next ones.
     *
     * @param last the last one of the page before; null at the start
     */
    abstract List<R> page(R last, int most);

    /** Writes its lines, and adds to the summary what they say. */
    abstract void write(R row, Lines lines);

    /** How many lines were written so far. */
    final long count() {
        return count;
    }

    final Iterator<String> pieces() {
        return new Iterator<>() {
            private boolean more = true;
            private R last;

            @Override
            public boolean hasNext() {
                return more;
            }

            @Override
            public String next() {
                if (!more) {
                    throw new NoSuchElementException();
                }
                Lines lines = new Lines();
                List<R> page = page(last, pageSize);
                for (R row : page) {
                    write(row, lines);
                    last = row;
                }
                more = page.size() == pageSize;
                count += lines.count;
                return lines.text.toString();
            }
        };
    }
}
