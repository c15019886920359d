package io.ccobridge.setup;

import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * How Camel is used here: what no site changes, and the settings as placeholders for the routes.
 */
public final class CamelOptions {

    private CamelOptions() {}

    /** What Camel is told: its own options, and the settings as placeholders. */
    public static Properties of(Settings settings) {
        Properties options = new Properties();
        try (InputStream file = CamelOptions.class.getResourceAsStream("/camel.properties")) {
            options.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.putAll(settings.placeholders());
        boolean mail = settings.isSet(Setting.MAIL_HOST);
        options.setProperty("mail.on", Boolean.toString(mail));
        // a route that does not run has an endpoint all the same
        options.setProperty("mail.server", mail ? settings.text(Setting.MAIL_HOST) : "localhost");
        options.setProperty("mail.zone", settings.zone().getId());
        return options;
    }
}
