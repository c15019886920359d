package io.ccobridge.setup;

import io.ccobridge.changeorder.Role;
import io.ccobridge.notice.MailSession;
import io.ccobridge.procore.ChangeOrderTiers;
import io.ccobridge.queue.ApprovalRules;
import io.ccobridge.queue.Backoff;
import io.ccobridge.queue.DirectExport;
import io.ccobridge.queue.MaintenanceWindows;
import io.ccobridge.requirement.RequirementSettings;
import io.ccobridge.settings.Problems;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import io.ccobridge.spectrum.SpectrumSettings;
import jakarta.mail.Session;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quartz.CronExpression;

/** Settings as the rooms want them. */
public record SiteSettings(Settings settings) {

    /**
     * No answer of Spectrum's that the bridge asks for is anywhere near this, and as many of them
     * as there are exports at once fit into a small machine's memory several times over.
     */
    public static final long LARGEST_ANSWER = 16L * 1024 * 1024;

    private static final Duration LONGEST_HOLD = Duration.ofDays(30);

    /**
     * Looks at the settings that depend on each other.
     *
     * @throws WrongSetting with a line for each that does not fit the others
     */
    public void check(Instant now) {
        Problems problems = new Problems();
        problems.from(this::backoff);
        problems.from(this::mailSession);
        problems.from(this::approvalRules);
        problems.from(() -> maintenanceWindows(now));
        if (settings.isSet(Setting.OIDC_ISSUER)) {
            problems.from(this::oidcRoles);
        }
        problems.stopOnAny();
    }

    public SpectrumSettings spectrum() {
        return new SpectrumSettings(
                settings.text(Setting.SPECTRUM_URL),
                settings.text(Setting.SPECTRUM_COMPANY_CODE),
                settings.text(Setting.SPECTRUM_AUTHORIZATION_ID),
                SpectrumSettings.Auth.of(settings.text(Setting.SPECTRUM_AUTH)),
                settings.text(Setting.SPECTRUM_CLIENT_ID),
                settings.text(Setting.SPECTRUM_CLIENT_SECRET),
                settings.text(Setting.SPECTRUM_CHANGE_REQUEST_STATUS),
                settings.text(Setting.SPECTRUM_SUB_STATUS));
    }

    public RequirementSettings requirements() {
        return new RequirementSettings(
                settings.integer(Setting.REQUIREMENTS_NUMBER_MAX_LENGTH),
                settings.integer(Setting.REQUIREMENTS_TITLE_MAX_LENGTH),
                settings.integer(Setting.REQUIREMENTS_COMMITMENT_NUMBER_MAX_LENGTH),
                settings.isTrue(Setting.REQUIREMENTS_COMMITMENT_SYNCED),
                settings.isTrue(Setting.REQUIREMENTS_SINGLE_COST_TYPE),
                settings.text(Setting.REQUIREMENTS_CURRENCY),
                settings.isTrue(Setting.LINKS_PURCHASE_ORDERS_AS_SUBCONTRACTS));
    }

    /**
     * A site that does not ask for a link still has to name a subcontract: then it is the
     * commitment's number.
     */
    public boolean commitmentByNumber() {
        return settings.isTrue(Setting.LINKS_COMMITMENT_BY_NUMBER)
                || !settings.isTrue(Setting.REQUIREMENTS_COMMITMENT_SYNCED);
    }

    /**
     * @throws WrongSetting when the longest pause is shorter than the first
     */
    public Backoff backoff() {
        Duration first = settings.duration(Setting.EXPORT_RETRY_FIRST_DELAY);
        Duration longest = settings.duration(Setting.EXPORT_RETRY_MAX_DELAY);
        if (longest.compareTo(first) < 0) {
            throw new WrongSetting(
                    "export.retry.max-delay is \""
                            + settings.text(Setting.EXPORT_RETRY_MAX_DELAY)
                            + "\"; allowed: at least export.retry.first-delay, which is "
                            + settings.text(Setting.EXPORT_RETRY_FIRST_DELAY));
        }
        return new Backoff(first, longest);
    }

    /** How people reach the console, without a slash at the end. */
    public String publicUrl(int port) {
        return settings.isSet(Setting.HTTP_PUBLIC_URL)
                ? settings.text(Setting.HTTP_PUBLIC_URL).replaceFirst("/$", "")
                : "http://" + settings.text(Setting.HTTP_HOST) + ":" + port;
    }

    /**
     * How the mail server is reached.
     *
     * @throws WrongSetting when there is one, and mail.from is no address
     */
    public Session mailSession() {
        String from = settings.text(Setting.MAIL_FROM);
        if (settings.isSet(Setting.MAIL_HOST) && !from.matches("[^@\\s]+@[^@\\s]+")) {
            throw new WrongSetting(
                    "mail.from is \""
                            + from
                            + "\"; allowed: a mail address such as bridge@example.com, since mail.host"
                            + " is set");
        }
        return MailSession.of(
                settings.text(Setting.MAIL_HOST),
                settings.integer(Setting.MAIL_PORT),
                settings.text(Setting.MAIL_TLS),
                settings.text(Setting.MAIL_USER),
                settings.text(Setting.MAIL_PASSWORD));
    }

    /**
     * The role that each value of the sign-in provider's claim gives.
     *
     * @throws WrongSetting when there is a provider, and not all that it needs
     */
    public Map<String, Role> oidcRoles() {
        Problems problems = new Problems();
        for (Setting needed :
                List.of(Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET, Setting.OIDC_ROLES)) {
            if (!settings.isSet(needed)) {
                problems.add(
                        needed.key()
                                + " is \"\"; allowed: a text that is not empty, since oidc.issuer is"
                                + " set");
            }
        }
        problems.stopOnAny();
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String one : settings.text(Setting.OIDC_ROLES).split(" *, *")) {
            String[] valueAndRole = one.split("=");
            roles.put(valueAndRole[0].strip(), Role.of(valueAndRole[1].strip()));
        }
        return roles;
    }

    /**
     * @throws WrongSetting when accepted change orders would be held for longer than anybody means
     */
    public ApprovalRules approvalRules() {
        Duration hold = settings.duration(Setting.APPROVAL_HOLD);
        if (hold.compareTo(LONGEST_HOLD) > 0) {
            throw new WrongSetting(
                    "approval.hold is \""
                            + settings.text(Setting.APPROVAL_HOLD)
                            + "\"; allowed: at most "
                            + LONGEST_HOLD.toDays()
                            + "d");
        }
        String above = settings.text(Setting.APPROVAL_SECOND_APPROVER_ABOVE);
        return new ApprovalRules(
                settings.isTrue(Setting.APPROVAL_SEPARATE_DUTIES),
                above.isEmpty() ? null : new BigDecimal(above),
                hold);
    }

    public DirectExport directExport() {
        String where = settings.text(Setting.APPROVAL_DIRECT_EXPORT);
        boolean listed = !where.equals("true") && !where.equals("false");
        return new DirectExport(
                where.equals("true"), listed ? Set.copyOf(ids(where)) : Set.of(), approvalRules());
    }

    /**
     * @throws WrongSetting when there seems to be no end to a window
     */
    public MaintenanceWindows maintenanceWindows(Instant now) {
        MaintenanceWindows windows =
                new MaintenanceWindows(
                        settings.windows().stream()
                                .map(one -> new MaintenanceWindows.Window(one.cron(), one.length()))
                                .toList(),
                        settings.zone());
        if (windows.endless(now)) {
            throw new WrongSetting(
                    "maintenance.windows is \""
                            + settings.text(Setting.MAINTENANCE_WINDOWS)
                            + "\"; allowed: windows with time for exports between them");
        }
        return windows;
    }

    /** Procore ids; none: all active projects. */
    public List<Long> projects() {
        String projects = settings.text(Setting.PROCORE_PROJECTS);
        return projects.equals("all") ? List.of() : ids(projects);
    }

    private static List<Long> ids(String list) {
        return Arrays.stream(list.split(" *, *")).map(Long::valueOf).distinct().toList();
    }

    public ChangeOrderTiers changeOrderTiers() {
        String[] parts = settings.text(Setting.PROCORE_CHANGE_ORDER_TIERS).split(" *, *");
        Map<Long, Integer> byProject = new HashMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            String[] projectAndTiers = part.split(" *= *");
            byProject.put(Long.valueOf(projectAndTiers[0]), Integer.valueOf(projectAndTiers[1]));
        }
        return new ChangeOrderTiers(
                parts[0].equals("auto") ? null : Integer.valueOf(parts[0]), byProject);
    }

    /** Whether everything is to be read again. */
    public boolean wholeReadingDue(Instant last, Instant now) {
        String cron = settings.text(Setting.PROCORE_FULL_POLL_CRON);
        return !cron.isEmpty()
                && (last == null
                        || next(cron, last).filter(next -> !next.isAfter(now)).isPresent());
    }

    /** The same after a restart, another on another machine or port. */
    public String node() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = settings.text(Setting.HTTP_HOST);
        }
        String node = host + ":" + settings.text(Setting.HTTP_PORT);
        return node.length() <= 100 ? node : node.substring(node.length() - 100);
    }

    /** The first scheduled poll after a moment; empty when there is none. */
    public Optional<Instant> nextPollAfter(Instant moment) {
        String cron = settings.text(Setting.PROCORE_POLL_CRON);
        return cron.isEmpty() ? Optional.empty() : next(cron, moment);
    }

    private static Optional<Instant> next(String cron, Instant after) {
        try {
            return Optional.ofNullable(
                            new CronExpression(cron).getNextValidTimeAfter(Date.from(after)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("checked when the settings were read", e);
        }
    }
}
