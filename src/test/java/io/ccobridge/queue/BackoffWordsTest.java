package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1  | 1st failure: about 2 s, doubled each time up to 15 min, a fifth more or less by chance
            2  | 2nd failure: about 4 s, doubled each time up to 15 min, a fifth more or less by chance
            3  | 3rd failure: about 8 s, doubled each time up to 15 min, a fifth more or less by chance
            4  | 4th failure: about 16 s, doubled each time up to 15 min, a fifth more or less by chance
            11 | 11th failure: about 15 min, the longest pause, a fifth more or less by chance
            22 | 22nd failure: about 15 min, the longest pause, a fifth more or less by chance
            """)
    void sayWhichFailureItWasAndHowThePausesGrow(int failures, String words) {
        assertThat(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15)).why(failures))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, 250 ms", "PT1.5S, 1.5 s", "PT90S, 90 s", "PT2H, 2 h", "PT24H, 24 h"})
    void sayAPauseInItsOwnUnit(Duration longest, String words) {
        assertThat(new Backoff(longest, longest).why(1))
                .contains("about " + words + ", the longest");
    }
}
