package io.ccobridge.console;

/** Counts the rows of a CSV file as its text comes by. */
final class CsvRows {

    private boolean quoted;
    private long lines;

    /** Some more of the text, wherever it is cut. */
    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"') {
                // a quotation mark within quotes is doubled, and so changes nothing
                quoted = !quoted;
            } else if (one == '\n' && !quoted) {
                lines++;
            }
        }
    }

    /** Those that have ended, without the header. */
    long count() {
        return Math.max(0, lines - 1);
    }
}
