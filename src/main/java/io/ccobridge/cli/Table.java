package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rows of JSON objects in aligned columns of plain text, the same on a screen and in a pipe. A text
 * too long for its column is cut and ends in {@code ...}, except in the last column.
 */
final class Table {

    private static final int WIDEST = 32;

    private record Column(String heading, boolean right, Function<JsonNode, String> cell) {}

    private final List<Column> columns = new ArrayList<>();

    Table text(String heading, String field) {
        return text(heading, row -> Text.of(row, field));
    }

    Table text(String heading, Function<JsonNode, String> cell) {
        columns.add(new Column(heading, false, cell));
        return this;
    }

    Table money(String heading, String field) {
        columns.add(new Column(heading, true, row -> Text.money(row.path(field))));
        return this;
    }

    Table count(String heading, String field) {
        columns.add(new Column(heading, true, row -> Text.of(row, field)));
        return this;
    }

    Table moment(String heading, String field) {
        return text(heading, row -> Text.moment(row.path(field)));
    }

    void print(PrintWriter out, Iterable<JsonNode> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::heading).toList());
        for (JsonNode row : rows) {
            lines.add(IntStream.range(0, columns.size()).mapToObj(i -> cell(i, row)).toList());
        }
        int[] widths =
                IntStream.range(0, columns.size())
                        .map(i -> lines.stream().mapToInt(l -> width(l.get(i))).max().orElse(0))
                        .toArray();
        for (List<String> line : lines) {
            out.println(line(line, widths));
        }
    }

    private String cell(int column, JsonNode row) {
        String text = columns.get(column).cell().apply(row);
        boolean last = column == columns.size() - 1;
        if (last || text.codePointCount(0, text.length()) <= WIDEST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, WIDEST - 3)) + "...";
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** How many places a terminal gives to a text. */
    private static int width(String text) {
        return text.codePoints().map(Table::places).sum();
    }

    private static int places(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    private static boolean wide(int c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> c >= 0x1F300 && c <= 0x1FAFF;
        };
    }
}
