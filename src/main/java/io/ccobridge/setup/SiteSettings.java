package io.ccobridge.setup;

import io.ccobridge.queue.Backoff;
import io.ccobridge.queue.MaintenanceWindows;
import io.ccobridge.requirement.RequirementSettings;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import io.ccobridge.spectrum.SpectrumSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.quartz.CronExpression;

/** Settings as the rooms want them. */
public record SiteSettings(Settings settings) {

    /** No answer of Spectrum's that the bridge asks for is anywhere near this. */
    public static final long LARGEST_ANSWER = 64L * 1024 * 1024;

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
        return projects.equals("all")
                ? List.of()
                : Arrays.stream(projects.split(" *, *")).map(Long::valueOf).distinct().toList();
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
        if (cron.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            new CronExpression(cron).getNextValidTimeAfter(Date.from(moment)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("checked when the settings were read", e);
        }
    }
}
