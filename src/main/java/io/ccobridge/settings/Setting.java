package io.ccobridge.settings;

import java.util.Optional;

/** Every setting: its key, what it may be, and its default (contract, section 1). */
public enum Setting {
    PROCORE_API_URL("procore.api-url", Kind.URL, "https://api.procore.com"),
    PROCORE_LOGIN_URL("procore.login-url", Kind.URL, "https://login.procore.com"),
    PROCORE_CLIENT_ID("procore.client-id", Kind.REQUIRED_TEXT, ""),
    PROCORE_CLIENT_SECRET("procore.client-secret", Kind.REQUIRED_SECRET, ""),
    PROCORE_COMPANY_ID("procore.company-id", Kind.PROCORE_ID, ""),
    PROCORE_PROJECTS("procore.projects", Kind.PROJECTS, "all"),
    PROCORE_POLL_CRON("procore.poll.cron", Kind.CRON_OR_EMPTY, "0 0/5 * * * ?"),
    PROCORE_POLL_OVERLAP("procore.poll.overlap", Kind.duration("0s", "365d"), "5m"),
    PROCORE_FULL_POLL_CRON("procore.full-poll.cron", Kind.CRON_OR_EMPTY, "0 32 3 * * ?"),
    PROCORE_CHANGE_ORDER_TIERS("procore.change-order-tiers", Kind.TIERS, "auto"),
    PROCORE_PAGE_SIZE("procore.page-size", Kind.integer(1, 2000), "100"),
    PROCORE_QUOTE_DATE_FILTERS("procore.quote-date-filters", Kind.BOOLEAN, "false"),
    PROCORE_WBS_DELIMITER("procore.wbs-delimiter", Kind.CHARACTER, "."),
    PROCORE_WEBHOOK_TOKEN("procore.webhook.token", Kind.SECRET, ""),
    PROCORE_WRITE_BACK("procore.write-back", Kind.oneOf("off", "origin", "erp"), "off"),

    SPECTRUM_URL("spectrum.url", Kind.REQUIRED_URL, ""),
    SPECTRUM_COMPANY_CODE("spectrum.company-code", Kind.requiredText(3), ""),
    SPECTRUM_AUTHORIZATION_ID("spectrum.authorization-id", Kind.requiredSecret(20), ""),
    SPECTRUM_AUTH("spectrum.auth", Kind.oneOf("none", "basic", "oauth2"), "none"),
    SPECTRUM_CLIENT_ID("spectrum.client-id", Kind.TEXT, ""),
    SPECTRUM_CLIENT_SECRET("spectrum.client-secret", Kind.SECRET, ""),
    SPECTRUM_PROBE_INTERVAL("spectrum.probe-interval", Kind.duration("1ms", "1d"), "10s"),
    SPECTRUM_OUTAGE_AFTER("spectrum.outage-after", Kind.integer(2, 1000), "5"),
    SPECTRUM_DRAIN_RATE("spectrum.drain-rate", Kind.RATE, "10"),
    SPECTRUM_CHANGE_REQUEST_STATUS("spectrum.change-request-status", Kind.text(2), ""),
    SPECTRUM_SUB_STATUS("spectrum.sub-status", Kind.oneOf("E", "P"), "E"),
    SPECTRUM_CONCURRENCY("spectrum.concurrency", Kind.integer(1, 64), "4"),
    SPECTRUM_TIMEOUT("spectrum.timeout", Kind.duration("1ms", "1h"), "30s"),
    SPECTRUM_REFERENCE_CRON("spectrum.reference.cron", Kind.CRON_OR_EMPTY, "0 0 * * * ?"),

    LINKS_COMMITMENT_BY_NUMBER("links.commitment-by-number", Kind.BOOLEAN, "false"),
    LINKS_PURCHASE_ORDERS_AS_SUBCONTRACTS(
            "links.purchase-orders-as-subcontracts", Kind.BOOLEAN, "false"),

    REQUIREMENTS_NUMBER_MAX_LENGTH("requirements.number-max-length", Kind.integer(1, 200), "12"),
    REQUIREMENTS_TITLE_MAX_LENGTH("requirements.title-max-length", Kind.integer(1, 250), "30"),
    REQUIREMENTS_COMMITMENT_NUMBER_MAX_LENGTH(
            "requirements.commitment-number-max-length", Kind.integer(1, 10), "10"),
    REQUIREMENTS_COMMITMENT_SYNCED("requirements.commitment-synced", Kind.BOOLEAN, "true"),
    REQUIREMENTS_SINGLE_COST_TYPE("requirements.single-cost-type", Kind.BOOLEAN, "false"),
    REQUIREMENTS_CURRENCY("requirements.currency", Kind.CURRENCY_OR_EMPTY, "USD"),

    APPROVAL_DIRECT_EXPORT("approval.direct-export", Kind.TRUE_FALSE_OR_PROJECTS, "false"),
    APPROVAL_SEND("approval.send", Kind.oneOf("automatic", "manual"), "automatic"),
    APPROVAL_SEPARATE_DUTIES("approval.separate-duties", Kind.BOOLEAN, "true"),
    APPROVAL_SECOND_APPROVER_ABOVE("approval.second-approver-above", Kind.AMOUNT_OR_EMPTY, ""),
    APPROVAL_HOLD("approval.hold", Kind.DURATION, "0s"),
    APPROVAL_REREAD("approval.reread", Kind.BOOLEAN, "true"),

    EXPORT_RETRY_MAX_ATTEMPTS("export.retry.max-attempts", Kind.integer(1, 100), "8"),
    EXPORT_RETRY_FIRST_DELAY("export.retry.first-delay", Kind.duration("1ms", "30d"), "2s"),
    EXPORT_RETRY_MAX_DELAY("export.retry.max-delay", Kind.duration("1ms", "30d"), "15m"),

    REPLAY_REREAD_UP_TO("replay.reread-up-to", Kind.integer(0, 10_000), "100"),
    MAINTENANCE_WINDOWS("maintenance.windows", Kind.WINDOWS_OR_EMPTY, ""),

    RETENTION_SYNCED_AFTER("retention.synced-after", Kind.duration("0d", "36500d"), "0d"),
    RETENTION_CRON("retention.cron", Kind.CRON_OR_EMPTY, "0 15 3 * * ?"),

    TIME_ZONE("time-zone", Kind.ZONE_OR_EMPTY, ""),
    DATABASE_URL("database.url", Kind.DATABASE_URL_OR_EMPTY, ""),
    DATABASE_USER("database.user", Kind.TEXT, ""),
    DATABASE_PASSWORD("database.password", Kind.SECRET, ""),
    DATABASE_POOL_SIZE("database.pool-size", Kind.integer(4, 200), "20"),
    HTTP_HOST("http.host", Kind.REQUIRED_TEXT, "127.0.0.1"),
    HTTP_PORT("http.port", Kind.integer(0, 65535), "8080"),
    HTTP_PUBLIC_URL("http.public-url", Kind.URL_OR_EMPTY, ""),
    CONSOLE_SESSION_IDLE("console.session.idle", Kind.duration("1s", "365d"), "30m"),
    CONSOLE_SESSION_LONGEST("console.session.longest", Kind.duration("1s", "365d"), "12h"),
    OIDC_ISSUER("oidc.issuer", Kind.URL_OR_EMPTY, ""),
    OIDC_CLIENT_ID("oidc.client-id", Kind.TEXT, ""),
    OIDC_CLIENT_SECRET("oidc.client-secret", Kind.SECRET, ""),
    OIDC_NAME_CLAIM("oidc.name-claim", Kind.REQUIRED_TEXT, "preferred_username"),
    OIDC_ROLE_CLAIM("oidc.role-claim", Kind.REQUIRED_TEXT, "roles"),
    OIDC_ROLES("oidc.roles", Kind.ROLES, ""),
    SECURITY_ADMIN_TOKEN("security.admin-token", Kind.SECRET, ""),

    MAIL_HOST("mail.host", Kind.TEXT, ""),
    MAIL_PORT("mail.port", Kind.integer(1, 65535), "25"),
    MAIL_FROM("mail.from", Kind.TEXT, ""),
    MAIL_USER("mail.user", Kind.TEXT, ""),
    MAIL_PASSWORD("mail.password", Kind.SECRET, ""),
    MAIL_TLS("mail.tls", Kind.oneOf("none", "starttls", "tls"), "none"),
    MAIL_DIGEST_CRON("mail.digest.cron", Kind.CRON, "0 0 7 ? * MON-FRI");

    private final String key;
    private final Kind kind;
    private final String defaultValue;

    Setting(String key, Kind kind, String defaultValue) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** The name of the environment variable that overrides this setting. */
    public String environmentName() {
        return key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<Setting> of(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
