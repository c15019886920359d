package io.ccobridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings in effect. The later of these wins: default, {@code application.properties}, the
 * profile's file, the environment, {@code -D} system properties.
 */
public final class Settings {

    /**
     * Keys of Camel's own and of the sandboxes may stand in the files too; the bridge does not
     * check those.
     */
    private static final Set<String> FOREIGN = Set.of("camel.", "sandbox.");

    private static final int SHORTEST_MASKED = 4;

    private final Map<Setting, String> values;
    private final Map<String, String> foreign;
    private final List<String> warnings;

    private Settings(
            Map<Setting, String> values, Map<String, String> foreign, List<String> warnings) {
        this.values = values;
        this.foreign = foreign;
        this.warnings = warnings;
    }

    /**
     * Reads and checks all settings.
     *
     * @param config the folder with {@code application.properties}
     * @param profile for example {@code demo}; null for none
     * @throws WrongSetting with a line for each that is unknown or malformed
     */
    public static Settings load(
            Path config, String profile, Map<String, String> environment, Properties system) {
        Map<String, String> seen = new TreeMap<>(file(config.resolve("application.properties")));
        if (profile != null) {
            seen.putAll(file(config.resolve("application-" + profile + ".properties")));
        }
        Problems problems = new Problems();
        for (String key : seen.keySet()) {
            problems.from(() -> refuseUnknown(key, seen.get(key)));
        }
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.environmentName());
            if (value != null) {
                seen.put(setting.key(), value);
            }
        }
        Set<String> rooms =
                java.util.Arrays.stream(Setting.values())
                        .map(setting -> setting.key().replaceFirst("[.].*", "."))
                        .filter(room -> room.endsWith("."))
                        .collect(Collectors.toSet());
        for (String key : system.stringPropertyNames()) {
            // http. is Java's own too (http.proxyHost): there only what is known is taken
            boolean ours = !key.startsWith("http.") && rooms.stream().anyMatch(key::startsWith);
            if (ours) {
                problems.from(() -> refuseUnknown(key, system.getProperty(key)));
            }
            if (ours || Setting.of(key).isPresent()) {
                seen.put(key, system.getProperty(key));
            }
        }
        Map<Setting, String> values = values(seen, problems);
        problems.stopOnAny();
        Map<String, String> foreign = new TreeMap<>(seen);
        for (Setting setting : Setting.values()) {
            foreign.remove(setting.key());
        }
        return new Settings(values, foreign, suspects(environment));
    }

    private static Map<Setting, String> values(Map<String, String> seen, Problems problems) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            problems.from(() -> values.put(setting, value(setting, seen)));
        }
        if ("oauth2".equals(values.get(Setting.SPECTRUM_AUTH))) {
            for (Setting needed :
                    List.of(Setting.SPECTRUM_CLIENT_ID, Setting.SPECTRUM_CLIENT_SECRET)) {
                if ("".equals(values.get(needed))) {
                    problems.add(
                            needed.key()
                                    + " is not set; allowed: a text that is not empty, since"
                                    + " spectrum.auth is oauth2");
                }
            }
        }
        return values;
    }

    private static String value(Setting setting, Map<String, String> seen) {
        String value = seen.getOrDefault(setting.key(), setting.defaultValue()).strip();
        if (setting.kind().secret() && value.startsWith("file:")) {
            value = secretFile(setting, value.substring("file:".length()));
        }
        if (!setting.kind().accepts().test(value)) {
            throw new WrongSetting(
                    setting.key()
                            + (value.isEmpty()
                                    ? " is not set"
                                    : setting.kind().secret()
                                            ? " is malformed (a secret, not shown)"
                                            : " is \"" + shown(value) + "\"")
                            + "; allowed: "
                            + setting.kind().allowed());
        }
        return setting.kind() == Kind.URL ? value.replaceAll("/+$", "") : value;
    }

    public String text(Setting setting) {
        return values.get(setting);
    }

    public boolean isSet(Setting setting) {
        return !values.get(setting).isEmpty();
    }

    public int integer(Setting setting) {
        return Integer.parseInt(values.get(setting));
    }

    public boolean isTrue(Setting setting) {
        return "true".equals(values.get(setting));
    }

    public Duration duration(Setting setting) {
        return Kind.duration(values.get(setting));
    }

    public BigDecimal number(Setting setting) {
        return new BigDecimal(values.get(setting));
    }

    /** Those of {@code maintenance.windows}. */
    public List<WindowSetting> windows() {
        return WindowSetting.list(values.get(Setting.MAINTENANCE_WINDOWS));
    }

    /** The setting {@code time-zone}, else the machine's. */
    public ZoneId zone() {
        return isSet(Setting.TIME_ZONE)
                ? ZoneId.of(values.get(Setting.TIME_ZONE))
                : ZoneId.systemDefault();
    }

    /** A setting that is not the bridge's own, such as {@code sandbox.procore.port}. */
    public String foreign(String key, String otherwise) {
        return foreign.getOrDefault(key, otherwise);
    }

    /**
     * What routes may use as {@code {{key}}}: every setting but secrets, and Camel's own options.
     */
    public Properties placeholders() {
        Properties properties = new Properties();
        foreign.forEach(properties::setProperty);
        values.forEach(
                (setting, value) -> {
                    if (!setting.kind().secret()) {
                        properties.setProperty(setting.key(), value);
                    }
                });
        return properties;
    }

    /** Every setting with its value, secrets masked, in the order of the contract. */
    public Map<String, String> shown() {
        Map<String, String> shown = new java.util.LinkedHashMap<>();
        values.forEach(
                (setting, value) ->
                        shown.put(
                                setting.key(),
                                setting.kind().secret() && !value.isEmpty() ? "***" : value));
        return shown;
    }

    /**
     * A text without the secrets of these settings. One of fewer than four characters is nobody's
     * secret and would turn every text to stars.
     */
    public String masked(String text) {
        String masked = text;
        for (Map.Entry<Setting, String> entry : values.entrySet()) {
            if (entry.getKey().kind().secret() && entry.getValue().length() >= SHORTEST_MASKED) {
                masked = masked.replace(entry.getValue(), "***");
            }
        }
        return masked;
    }

    /** What looks like a mistake and does not stop the start, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    private static Map<String, String> file(Path path) {
        Properties properties = new Properties();
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            // some editors put a byte order mark in front
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongSetting("cannot read " + path + ": " + e.getMessage());
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static void refuseUnknown(String key, String value) {
        if (Setting.of(key).isEmpty() && FOREIGN.stream().noneMatch(key::startsWith)) {
            // an unknown key may be a misspelt secret
            boolean secretive = key.matches("(?i).*(secret|token|password|authorization).*");
            throw new WrongSetting(
                    key
                            + (secretive ? " (value not shown)" : " = \"" + shown(value) + "\"")
                            + " is not a setting; allowed: the keys of"
                            + " config/application.properties"
                            + nearest(key));
        }
    }

    private static String nearest(String key) {
        String squeezed = key.replaceAll("[^a-z]", "");
        for (Setting setting : Setting.values()) {
            if (setting.key().replaceAll("[^a-z]", "").equals(squeezed)) {
                return "; did you mean " + setting.key() + "?";
            }
        }
        return "";
    }

    private static List<String> suspects(Map<String, String> environment) {
        Set<String> known =
                java.util.Arrays.stream(Setting.values())
                        .map(Setting::environmentName)
                        .collect(Collectors.toSet());
        List<String> suspects = new ArrayList<>();
        for (String name : new TreeMap<>(environment).keySet()) {
            if ((name.startsWith("PROCORE_") || name.startsWith("SPECTRUM_"))
                    && !known.contains(name)) {
                suspects.add(
                        "The environment variable " + name + " is not a setting; it is ignored.");
            }
        }
        return suspects;
    }

    private static String secretFile(Setting setting, String path) {
        try (var lines = Files.lines(Path.of(path))) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | java.io.UncheckedIOException | InvalidPathException e) {
            throw new WrongSetting(
                    setting.key()
                            + " names the file "
                            + path
                            + ", which cannot be read; allowed: file:PATH of a readable file");
        }
    }

    /** One line, whatever the value holds. */
    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 100 ? line : line.substring(0, 100) + "...";
    }
}
