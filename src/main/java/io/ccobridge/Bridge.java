package io.ccobridge;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.changeorder.Role;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.CamelOptions;
import io.ccobridge.setup.Database;
import io.ccobridge.setup.SiteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge as a whole: the routes of a folder, the rooms behind them, one database and one HTTP
 * server.
 */
public final class Bridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    private final Settings settings;
    private final Path home;
    private final Clock clock;
    private Main main;
    private Rooms rooms;
    private HikariDataSource dataSource;

    /**
     * @param home the folder with {@code routes/} and {@code config/}; {@code data/} is made there
     */
    public Bridge(Settings settings, Path home, Clock clock) {
        this.settings = settings;
        this.home = home.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /**
     * Starts everything; when it returns, the HTTP API answers.
     *
     * @throws io.ccobridge.settings.WrongSetting with a line for each setting that does not fit, or
     *     one when the database cannot be opened
     * @throws IllegalStateException with one line when the port is taken, or a route is missing
     */
    public void start() {
        settings.warnings().forEach(LOG::warn);
        new SiteSettings(settings).check(clock.instant());
        dataSource = Database.open(settings, home);
        try {
            main = new Main();
            rooms = new Rooms(Ground.of(settings, home, clock, dataSource, main));
            // whoever started the bridge stops it, in its order; Camel's own hook would not wait
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.setDefaultPropertyPlaceholderLocation("false");
            main.setOverrideProperties(CamelOptions.of(settings));
            RouteFolder routes = new RouteFolder(home);
            main.configure().withRoutesIncludePattern(routes.pattern());
            main.addMainListener(
                    new MainListenerSupport() {
                        @Override
                        public void beforeInitialize(BaseMainSupport support) {
                            rooms.build(main.getCamelContext());
                        }
                    });
            main.init();
            rooms.listen();
            main.start();
            routes.check(camel());
            rooms.answer();
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IllegalStateException("Camel does not start: " + e.getMessage(), e);
        }
        if (settings.text(Setting.SPECTRUM_CHANGE_REQUEST_STATUS).isEmpty()) {
            LOG.warn(
                    "spectrum.change-request-status is empty: Spectrum wants a status code for every"
                            + " new change request");
        }
        LOG.info(
                "CCO Bridge {} answers on http://{}:{}",
                Version.current(),
                settings.text(Setting.HTTP_HOST),
                port());
    }

    /** Makes users who sign in with this password, where there are none of their names yet. */
    void addUsers(Map<String, Role> people, String password) {
        rooms.addUsers(people, password);
    }

    /** The port of the HTTP server. */
    public int port() {
        return rooms.port();
    }

    public CamelContext camel() {
        return main.getCamelContext();
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    /**
     * Lets what is under way finish, then stops: no new requests, no new exports, then the
     * database.
     */
    @Override
    public void close() {
        if (rooms != null) {
            rooms.stopListening();
        }
        if (main != null) {
            main.stop();
        }
        if (dataSource != null) {
            dataSource.close();
        }
    }
}
