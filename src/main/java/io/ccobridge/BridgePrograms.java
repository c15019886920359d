package io.ccobridge;

import ch.qos.logback.classic.LoggerContext;
import io.ccobridge.cli.Programs;
import io.ccobridge.doctor.Doctor;
import io.ccobridge.settings.Settings;
import io.ccobridge.settings.WrongSetting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs behind {@code cco-bridge run}, {@code demo} and {@code doctor}. */
public final class BridgePrograms implements Programs {

    private static final Logger LOG = LoggerFactory.getLogger(BridgePrograms.class);

    private final PrintWriter out;
    private final Path home = Path.of(System.getProperty("cco-bridge.home", "."));

    /**
     * @param out where the doctor's findings go
     */
    public BridgePrograms(PrintWriter out) {
        this.out = out;
    }

    @Override
    public int run() {
        return untilStopped(
                () -> {
                    Settings settings =
                            Settings.load(
                                    home.resolve("config"),
                                    System.getProperty("cco-bridge.profile"),
                                    System.getenv(),
                                    System.getProperties());
                    Bridge bridge = new Bridge(settings, home, Clock.systemDefaultZone());
                    bridge.start();
                    return bridge;
                });
    }

    @Override
    public int demo() {
        return untilStopped(
                () -> {
                    Demo demo = new Demo(home, System.getenv(), System.getProperties());
                    demo.start();
                    out.println(demo.welcome());
                    out.flush();
                    return demo;
                });
    }

    @Override
    public int doctor(boolean json) {
        return new Doctor(
                        home,
                        System.getProperty("cco-bridge.profile"),
                        System.getenv(),
                        System.getProperties(),
                        out)
                .examine(json);
    }

    /** Runs until the process is told to stop; what is under way may finish then. */
    private int untilStopped(Supplier<AutoCloseable> start) {
        AutoCloseable running;
        try {
            running = start.get();
        } catch (WrongSetting e) {
            e.problems().forEach(problem -> LOG.error("CCO Bridge does not start: {}", problem));
            return 1;
        } catch (IllegalStateException e) {
            LOG.error("CCO Bridge does not start: {}", e.getMessage());
            LOG.debug("because", e);
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running), "stop"));
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Left to itself, Java ends with 143 after SIGTERM, however well it has stopped. */
    private static void end(AutoCloseable running) {
        int code = 0;
        LOG.info("Stopping; what is under way may finish");
        try {
            running.close();
            LOG.info("Stopped");
        } catch (Exception e) {
            LOG.error("Stopped in the middle of it", e);
            code = 1;
        }
        // an appender of the site's may still hold lines
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
        Runtime.getRuntime().halt(code);
    }
}
