package io.ccobridge;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.observe.Metrics;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.SiteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What every room is built on, and the names under which the routes find what is in them. */
record Ground(
        Settings settings,
        SiteSettings site,
        Path home,
        Clock clock,
        HikariDataSource dataSource,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        Metrics metrics,
        Main main) {

    static Ground of(
            Settings settings, Path home, Clock clock, HikariDataSource dataSource, Main main) {
        return new Ground(
                settings,
                new SiteSettings(settings),
                home,
                clock,
                dataSource,
                JdbcClient.create(dataSource),
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                new Metrics(clock),
                main);
    }

    /** Gives the routes a part under the name that they call it by. */
    <T> T bind(String name, T part) {
        main.bind(name, part);
        return part;
    }

    Path config(String folder) {
        return home.resolve("config").resolve(folder);
    }

    Supplier<LocalDate> today() {
        return () -> LocalDate.now(clock.withZone(settings.zone()));
    }
}
