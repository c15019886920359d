package io.ccobridge.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * One of {@code maintenance.windows}.
 *
 * @param cron when it begins, a Quartz cron expression
 * @param length 1 minute to 7 days
 */
public record WindowSetting(String cron, Duration length) {

    private static final Pattern FORM = Pattern.compile("(\\S.*?)\\s+(\\d{1,9}[smhd])");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * The windows of a text such as {@code 0 0 22 ? * SUN 4h; 0 30 1 * * ? 20m}; none of an empty
     * one.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static List<WindowSetting> list(String text) {
        List<WindowSetting> windows = new ArrayList<>();
        if (text.isBlank()) {
            return windows;
        }
        for (String part : text.split(";", -1)) {
            windows.add(one(part.strip()));
        }
        return List.copyOf(windows);
    }

    static boolean canBeRead(String text) {
        try {
            list(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static WindowSetting one(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !CronExpression.isValidExpression(matcher.group(1))) {
            throw new IllegalArgumentException(text);
        }
        Duration length = Kind.duration(matcher.group(2));
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return new WindowSetting(matcher.group(1), length);
    }
}
