package io.ccobridge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.procore.ChangeOrderTiers;
import io.ccobridge.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SiteSettingsTest {

    private static SiteSettings with(String variable, String value) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "PROCORE_CLIENT_ID", "id",
                                "PROCORE_CLIENT_SECRET", "hush",
                                "PROCORE_COMPANY_ID", "7",
                                "SPECTRUM_URL", "https://spectrum.example.com:8482",
                                "SPECTRUM_COMPANY_CODE", "ABC",
                                "SPECTRUM_AUTHORIZATION_ID", "AUTH"));
        environment.put(variable, value);
        return new SiteSettings(
                Settings.load(Path.of("config"), null, environment, new Properties()));
    }

    private static ChangeOrderTiers tiers(String value) {
        return with("PROCORE_CHANGE_ORDER_TIERS", value).changeOrderTiers();
    }

    @Test
    void tiersAreOfAllProjectsAndOfSingleOnes() {
        assertThat(tiers("auto")).isEqualTo(ChangeOrderTiers.AUTO);
        assertThat(tiers("2")).isEqualTo(new ChangeOrderTiers(2, Map.of()));
        assertThat(tiers("auto, 101=3 ,102 = 1"))
                .isEqualTo(new ChangeOrderTiers(null, Map.of(101L, 3, 102L, 1)));
    }

    @Test
    void everythingIsReadAgainAtTheFirstPollAfterItsTime() {
        SiteSettings nightly = with("PROCORE_FULL_POLL_CRON", "0 0 3 * * ?");
        Instant evening = Instant.parse("2026-11-23T20:00:00Z");
        assertThat(nightly.wholeReadingDue(null, evening)).isTrue();
        assertThat(nightly.wholeReadingDue(evening, evening.plusSeconds(60))).isFalse();
        assertThat(nightly.wholeReadingDue(evening, evening.plusSeconds(24 * 3600))).isTrue();
        assertThat(with("PROCORE_FULL_POLL_CRON", "").wholeReadingDue(null, evening)).isFalse();
    }
}
