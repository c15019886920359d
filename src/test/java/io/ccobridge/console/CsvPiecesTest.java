package io.ccobridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.console.CsvPieces.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvPiecesTest {

    @Test
    void cutsAFileAndKnowsTheLinesOfEachPiece() {
        List<Piece> pieces = CsvPieces.of("id,code\r\n1,A\r\n2,B\r\n\r\n3,C\r\n", 2);
        assertThat(pieces)
                .containsExactly(
                        new Piece(2, 2, "id,code\n1,A\n2,B"), new Piece(4, 1, "id,code\n\n3,C"));
        assertThat(pieces.get(1).inFile(3)).isEqualTo(5);
        assertThat(pieces.get(1).inFile(1)).isEqualTo(1);
    }

    @Test
    void cutsNoQuotedText() {
        assertThat(CsvPieces.of("id\n\"1\n\"\"x\"\n2\n3", 1))
                .extracting(Piece::csv)
                .containsExactly("id\n\"1\n\"\"x\"", "id\n2", "id\n3");
        assertThat(CsvPieces.of("id\n\"1\n2\n3", 1)).hasSize(1);
    }

    @Test
    void aHeaderAloneIsAPiece() {
        assertThat(CsvPieces.of("id,code", 5)).containsExactly(new Piece(2, 0, "id,code"));
        assertThat(CsvPieces.of("", 5)).containsExactly(new Piece(2, 0, ""));
    }
}
