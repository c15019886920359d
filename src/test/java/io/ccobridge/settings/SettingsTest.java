package io.ccobridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @TempDir Path config;

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "PROCORE_CLIENT_ID", "id",
                            "PROCORE_CLIENT_SECRET", "hush",
                            "PROCORE_COMPANY_ID", "7",
                            "SPECTRUM_URL", "https://spectrum.example.com:8482",
                            "SPECTRUM_COMPANY_CODE", "ABC",
                            "SPECTRUM_AUTHORIZATION_ID", "AUTH"));
    private final Properties system = new Properties();

    @Test
    void theFileOfAllSettingsHoldsEachWithItsDefault() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("config/application.properties"))) {
            file.load(reader);
        }
        for (Setting setting : Setting.values()) {
            assertThat(file.getProperty(setting.key()))
                    .as(setting.key())
                    .isEqualTo(setting.defaultValue());
        }
        assertThat(file).hasSize(Setting.values().length);
    }

    @Test
    void theLaterOneWins() throws IOException {
        write(
                "application.properties",
                "http.port = 1111\nhttp.host = a\nmail.host = a\nmail.from = a");
        write("application-demo.properties", "http.port = 2222\nhttp.host = b\nmail.host = b");
        environment.put("HTTP_PORT", "3333");
        environment.put("HTTP_HOST", "c");
        system.setProperty("http.port", "4444");

        Settings settings = load("demo");

        assertThat(settings.integer(Setting.HTTP_PORT)).isEqualTo(4444);
        assertThat(settings.text(Setting.HTTP_HOST)).isEqualTo("c");
        assertThat(settings.text(Setting.MAIL_HOST)).isEqualTo("b");
        assertThat(settings.text(Setting.MAIL_FROM)).isEqualTo("a");
        assertThat(settings.text(Setting.PROCORE_PAGE_SIZE)).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PROCORE_API_URL                | ftp://x         | procore.api-url is "ftp://x"; allowed: http:// or https:// with a host and perhaps a port
            PROCORE_LOGIN_URL              | https://u:p@h   | procore.login-url is "https://u:p@h"; allowed: http:// or https:// with a host and perhaps a port
            PROCORE_CLIENT_ID              | ''              | procore.client-id is not set; allowed: a text that is not empty
            PROCORE_CLIENT_SECRET          | ''              | procore.client-secret is not set; allowed: a text that is not empty
            PROCORE_COMPANY_ID             | seven           | procore.company-id is "seven"; allowed: a whole number
            PROCORE_PROJECTS               | 1;2             | procore.projects is "1;2"; allowed: all, or project ids with commas
            PROCORE_POLL_CRON              | every minute    | procore.poll.cron is "every minute"; allowed: a Quartz cron expression such as 0 0/5 * * * ?, or empty
            PROCORE_POLL_OVERLAP           | 5 minutes       | procore.poll.overlap is "5 minutes"; allowed: a number with ms, s, m, h or d, from 0s to 365d
            PROCORE_FULL_POLL_CRON         | nightly         | procore.full-poll.cron is "nightly"; allowed: a Quartz cron expression such as 0 0/5 * * * ?, or empty
            PROCORE_CHANGE_ORDER_TIERS     | 4               | procore.change-order-tiers is "4"; allowed: auto, 1, 2 or 3, and perhaps project ids with theirs: auto, 101=3
            PROCORE_CHANGE_ORDER_TIERS     | 101=3           | procore.change-order-tiers is "101=3"; allowed: auto, 1, 2 or 3, and perhaps project ids with theirs: auto, 101=3
            PROCORE_PAGE_SIZE              | 2001            | procore.page-size is "2001"; allowed: a whole number from 1 to 2000
            PROCORE_WBS_DELIMITER          | --              | procore.wbs-delimiter is "--"; allowed: one character
            PROCORE_WRITE_BACK             | yes             | procore.write-back is "yes"; allowed: off or origin or erp
            SPECTRUM_URL                   | ''              | spectrum.url is not set; allowed: http:// or https:// with a host and perhaps a port
            SPECTRUM_COMPANY_CODE          | ABCD            | spectrum.company-code is "ABCD"; allowed: 1 to 3 characters
            SPECTRUM_AUTHORIZATION_ID      | 123456789012345678901 | spectrum.authorization-id is malformed (a secret, not shown); allowed: 1 to 20 characters
            SPECTRUM_AUTH                  | digest          | spectrum.auth is "digest"; allowed: none or basic or oauth2
            SPECTRUM_AUTH                  | oauth2          | spectrum.client-id is not set; allowed: a text that is not empty, since spectrum.auth is oauth2
            SPECTRUM_CHANGE_REQUEST_STATUS | CRX             | spectrum.change-request-status is "CRX"; allowed: at most 2 characters
            SPECTRUM_SUB_STATUS            | R               | spectrum.sub-status is "R"; allowed: E or P
            SPECTRUM_CONCURRENCY           | 0               | spectrum.concurrency is "0"; allowed: a whole number from 1 to 64
            SPECTRUM_TIMEOUT               | 30              | spectrum.timeout is "30"; allowed: a number with ms, s, m, h or d, from 1ms to 1h
            LINKS_COMMITMENT_BY_NUMBER     | TRUE            | links.commitment-by-number is "TRUE"; allowed: true or false
            REQUIREMENTS_CURRENCY          | usd             | requirements.currency is "usd"; allowed: an ISO code of three capital letters, or empty
            APPROVAL_SEND                  | by hand         | approval.send is "by hand"; allowed: automatic or manual
            APPROVAL_DIRECT_EXPORT         | 101;102         | approval.direct-export is "101;102"; allowed: true, false, or Procore project ids with commas
            APPROVAL_SECOND_APPROVER_ABOVE | 50,000          | approval.second-approver-above is "50,000"; allowed: an amount such as 50000 or 12500.00, or empty
            APPROVAL_HOLD                  | 10 minutes      | approval.hold is "10 minutes"; allowed: a number with ms, s, m, h or d, for example 10s
            SPECTRUM_OUTAGE_AFTER          | 1               | spectrum.outage-after is "1"; allowed: a whole number from 2 to 1000
            SPECTRUM_DRAIN_RATE            | 0.000           | spectrum.drain-rate is "0.000"; allowed: a number a second, above 0 up to 1000, for example 10 or 0.5
            SPECTRUM_DRAIN_RATE            | 5/s             | spectrum.drain-rate is "5/s"; allowed: a number a second, above 0 up to 1000, for example 10 or 0.5
            MAINTENANCE_WINDOWS            | 0 0 22 ? * SUN  | maintenance.windows is "0 0 22 ? * SUN"; allowed: Quartz cron expressions, each followed by a length of 1m to 7d, with semicolons between them, for example 0 0 22 ? * SUN 4h; 0 30 1 * * ? 20m, or empty
            MAINTENANCE_WINDOWS            | 0 0 22 ? * SUN 8d | maintenance.windows is "0 0 22 ? * SUN 8d"; allowed: Quartz cron expressions, each followed by a length of 1m to 7d, with semicolons between them, for example 0 0 22 ? * SUN 4h; 0 30 1 * * ? 20m, or empty
            MAINTENANCE_WINDOWS            | 0 0 22 ? * SUN 4h; every night 2h | maintenance.windows is "0 0 22 ? * SUN 4h; every night 2h"; allowed: Quartz cron expressions, each followed by a length of 1m to 7d, with semicolons between them, for example 0 0 22 ? * SUN 4h; 0 30 1 * * ? 20m, or empty
            RETENTION_SYNCED_AFTER         | a year          | retention.synced-after is "a year"; allowed: a number with ms, s, m, h or d, from 0d to 36500d
            SPECTRUM_TIMEOUT               | 0s              | spectrum.timeout is "0s"; allowed: a number with ms, s, m, h or d, from 1ms to 1h
            SPECTRUM_PROBE_INTERVAL        | 0ms             | spectrum.probe-interval is "0ms"; allowed: a number with ms, s, m, h or d, from 1ms to 1d
            EXPORT_RETRY_MAX_DELAY         | 99999d          | export.retry.max-delay is "99999d"; allowed: a number with ms, s, m, h or d, from 1ms to 30d
            PROCORE_POLL_CRON              | 0 0 0 30 2 ?    | procore.poll.cron is "0 0 0 30 2 ?"; allowed: a Quartz cron expression such as 0 0/5 * * * ?, or empty
            EXPORT_RETRY_MAX_ATTEMPTS      | -1              | export.retry.max-attempts is "-1"; allowed: a whole number from 1 to 100
            TIME_ZONE                      | Mars/Olympus    | time-zone is "Mars/Olympus"; allowed: an IANA name such as America/New_York, or empty
            DATABASE_URL                   | jdbc:mysql://x  | database.url is "jdbc:mysql://x"; allowed: jdbc:h2:... or jdbc:postgresql:..., or empty
            DATABASE_POOL_SIZE             | 2               | database.pool-size is "2"; allowed: a whole number from 4 to 200
            HTTP_PORT                      | 99999           | http.port is "99999"; allowed: a whole number from 0 to 65535
            MAIL_PORT                      | smtp            | mail.port is "smtp"; allowed: a whole number from 1 to 65535
            """)
    void oneLineNamesTheKeyTheValueSeenAndWhatIsAllowed(
            String variable, String value, String line) {
        environment.put(variable, value);

        assertThatThrownBy(() -> load(null))
                .isInstanceOfSatisfying(
                        WrongSetting.class,
                        wrong -> assertThat(wrong.problems()).first().isEqualTo(line));
    }

    @Test
    void aByteOrderMarkInFrontOfTheFileIsNoSetting() throws IOException {
        write("application.properties", "\uFEFF# every setting\nprocore.page-size = 50\n");

        assertThat(load(null).integer(Setting.PROCORE_PAGE_SIZE)).isEqualTo(50);
    }

    @Test
    void allThatIsWrongIsToldAtOnceALineEach() throws IOException {
        write("application.properties", "procore.pagesize = 50\nmail.port = smtp\n");
        environment.put("SPECTRUM_CONCURRENCY", "many");
        environment.put("SPECTRUM_AUTH", "oauth2");
        environment.put("PROCORE_CLIENT_SECRET", "file:/no/such/file");
        system.setProperty("approval.sent", "by hand");

        assertThatThrownBy(() -> load(null))
                .isInstanceOfSatisfying(
                        WrongSetting.class,
                        wrong ->
                                assertThat(wrong.problems())
                                        .extracting(problem -> problem.split(" ")[0])
                                        .containsExactlyInAnyOrder(
                                                "procore.pagesize",
                                                "approval.sent",
                                                "procore.client-secret",
                                                "spectrum.client-id",
                                                "spectrum.client-secret",
                                                "spectrum.concurrency",
                                                "mail.port"));
    }

    @Test
    void anUnknownKeyStopsTheStartAndIsCompared() throws IOException {
        write("application.properties", "procore.pagesize = 50");

        assertThatThrownBy(() -> load(null))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(
                        "procore.pagesize = \"50\" is not a setting; allowed: the keys of"
                                + " config/application.properties; did you mean procore.page-size?");
    }

    @Test
    void anUnknownSystemPropertyOfARoomStopsTheStartToo() {
        system.setProperty("spectrum.authorisation-token", "hush");

        assertThatThrownBy(() -> load(null))
                .hasMessageStartingWith("spectrum.authorisation-token (value not shown) is not a");
    }

    @Test
    void javasOwnPropertiesAndOtherProgramsVariablesAreLeftAlone() {
        system.setProperty("http.proxyHost", "proxy");
        environment.put("HTTP_PROXY", "http://proxy");
        environment.put("PROCORE_CLIENTID", "typo");

        assertThat(load(null).warnings())
                .containsExactly(
                        "The environment variable PROCORE_CLIENTID is not a setting; it is ignored.");
    }

    @Test
    void aSecretMayStandInAFileAndIsNeverShown() throws IOException {
        Path secret = config.resolve("secret.txt");
        Files.writeString(secret, "from the file\n");
        environment.put("PROCORE_CLIENT_SECRET", "file:" + secret);

        Settings settings = load(null);

        assertThat(settings.text(Setting.PROCORE_CLIENT_SECRET)).isEqualTo("from the file");
        assertThat(settings.shown()).containsEntry("procore.client-secret", "***");
        assertThat(settings.placeholders()).doesNotContainKey("procore.client-secret");
        assertThat(settings.shown().toString()).doesNotContain("from the file", "AUTH");
    }

    @Test
    void aSecretsFileThatCannotBeReadStopsTheStart() {
        environment.put("DATABASE_PASSWORD", "file:/nowhere/secret");

        assertThatThrownBy(() -> load(null))
                .hasMessage(
                        "database.password names the file /nowhere/secret, which cannot be read;"
                                + " allowed: file:PATH of a readable file");
    }

    @Test
    void aSlashAtTheEndOfAUrlDoesNotCount() {
        environment.put("SPECTRUM_URL", "http://127.0.0.1:8482/");

        assertThat(load(null).text(Setting.SPECTRUM_URL)).isEqualTo("http://127.0.0.1:8482");
    }

    @Test
    void durationsAndZonesAreRead() {
        environment.put("SPECTRUM_TIMEOUT", "1500ms");
        environment.put("TIME_ZONE", "America/Denver");

        Settings settings = load(null);

        assertThat(settings.duration(Setting.SPECTRUM_TIMEOUT)).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.duration(Setting.EXPORT_RETRY_MAX_DELAY))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.zone()).isEqualTo(ZoneId.of("America/Denver"));
    }

    @Test
    void maintenanceWindowsAreRead() {
        environment.put("MAINTENANCE_WINDOWS", " 0 0 22 ? * SUN 4h;0 30 1 * * ? 2027  20m ");

        assertThat(load(null).windows())
                .containsExactly(
                        new WindowSetting("0 0 22 ? * SUN", Duration.ofHours(4)),
                        new WindowSetting("0 30 1 * * ? 2027", Duration.ofMinutes(20)));
        environment.remove("MAINTENANCE_WINDOWS");
        assertThat(load(null).windows()).isEmpty();
    }

    private Settings load(String profile) {
        return Settings.load(config, profile, environment, system);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(config.resolve(name), text);
    }
}
