package io.ccobridge.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Site;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @Test
    void theEmbeddedOneStandsUnderDataAndMakesEveryCommitDurable() {
        assertThat(Database.url("", Path.of("/opt/bridge")))
                .isEqualTo(
                        "jdbc:h2:file:/opt/bridge/data/cco-bridge;DATABASE_TO_LOWER=TRUE"
                                + ";DB_CLOSE_ON_EXIT=FALSE;DEFAULT_NULL_ORDERING=HIGH;MODE=PostgreSQL;WRITE_DELAY=0");
    }

    @Test
    void anH2UrlOfTheSiteGetsWhatItLeavesOut() {
        assertThat(Database.url("jdbc:h2:file:/x;mode=postgresql", Path.of("/opt/bridge")))
                .startsWith("jdbc:h2:file:/x;mode=postgresql;")
                .endsWith(";WRITE_DELAY=0")
                .doesNotContain("MODE=PostgreSQL");
    }

    @Test
    void anH2UrlThatWouldLoseCommitsStopsTheStart() {
        assertThatThrownBy(() -> Database.url("jdbc:h2:file:/x;WRITE_DELAY=500", Path.of("/")))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(
                        "database.url says WRITE_DELAY=500; allowed: WRITE_DELAY=0, which is added"
                                + " where it is left out");
    }

    @Test
    void filesThatAreDamagedStopTheStartWithWhatToDo(@TempDir Path home) throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        Files.write(data.resolve("cco-bridge.mv.db"), new byte[16_384]);
        try (Site site = new Site()) {
            Settings settings = site.set("database.url", "").settings();
            assertThatThrownBy(() -> Database.open(settings, home))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("database.url is \"jdbc:h2:file:" + data)
                    .hasMessageEndingWith(
                            "files that are damaged are replaced by a backup of them");
        }
    }

    @Test
    void aPostgresqlUrlIsTakenAsItIs() {
        assertThat(Database.url("jdbc:postgresql://db/bridge", Path.of("/")))
                .isEqualTo("jdbc:postgresql://db/bridge");
    }
}
