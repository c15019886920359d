package io.ccobridge.console;

import java.util.ArrayList;
import java.util.List;

/** A CSV file in pieces that can be taken one after the other, each with the file's header. */
final class CsvPieces {

    /**
     * @param firstLine the line of the file, from 1, that is line 2 of the piece
     * @param lines how many lines it has that are not blank, without the header
     */
    record Piece(long firstLine, int lines, String csv) {

        /** Which line of the file a line of the piece is. */
        long inFile(long line) {
            return line < 2 ? line : firstLine + line - 2;
        }
    }

    private CsvPieces() {}

    /**
     * A quoted text that goes over several lines stays whole; one that never ends makes the rest of
     * the file one piece.
     *
     * @param size so many records a piece, at most
     * @return at least one piece, if only of the header
     */
    static List<Piece> of(String csv, int size) {
        String[] lines = csv.split("\r\n|\r|\n", -1);
        List<Piece> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int from = 1;
        int records = 0;
        int filled = 0;
        boolean quoted = false;
        for (int i = 1; i < lines.length; i++) {
            piece.append('\n').append(lines[i]);
            filled += lines[i].isBlank() ? 0 : 1;
            quoted ^= lines[i].chars().filter(one -> one == '"').count() % 2 == 1;
            if (!quoted && ++records == size) {
                pieces.add(new Piece(from + 1, filled, lines[0] + piece));
                piece.setLength(0);
                from = i + 1;
                records = 0;
                filled = 0;
            }
        }
        if (filled > 0 || pieces.isEmpty()) {
            pieces.add(new Piece(from + 1, filled, lines[0] + piece));
        }
        return pieces;
    }
}
