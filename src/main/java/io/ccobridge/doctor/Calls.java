package io.ccobridge.doctor;

import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.CamelOptions;
import io.ccobridge.setup.SiteSettings;
import io.ccobridge.spectrum.CallLimits;
import io.ccobridge.spectrum.SpectrumAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The bridge's own calls to Procore and Spectrum, without the bridge around them. */
final class Calls implements AutoCloseable {

    private static final List<String> FILES =
            List.of("procore-call.camel.yaml", "spectrum-call.camel.yaml");

    private final Settings settings;
    private final Path routes;
    private final Main main = new Main();

    Calls(Settings settings, Path home) {
        this.settings = settings;
        this.routes = home.resolve("routes");
    }

    /** Checks every route of the folder and starts those that call; false when that fails. */
    boolean start(Findings findings) {
        try (Stream<Path> folder = Files.list(routes)) {
            List<Path> files =
                    folder.filter(file -> file.toString().endsWith(".camel.yaml"))
                            .sorted()
                            .toList();
            for (Path file : files) {
                read(file);
            }
            startCalls();
            findings.ok("routes", files.size() + " files in " + routes);
            return true;
        } catch (IOException | UncheckedIOException e) {
            findings.fail("routes", "cannot be read: " + e.getMessage());
        } catch (Exception e) {
            findings.fail(
                    "routes",
                    e.getMessage() + " Put the file of the distribution back into " + routes);
        }
        return false;
    }

    ProducerTemplate template() {
        return main.getCamelContext().createProducerTemplate();
    }

    @Override
    public void close() {
        main.stop();
    }

    /** Into a context that never starts. */
    private static void read(Path file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
        } catch (Exception e) {
            throw new IllegalStateException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private void startCalls() throws Exception {
        Duration timeout = settings.duration(Setting.SPECTRUM_TIMEOUT);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(CamelOptions.of(settings));
        main.bind(
                "spectrumAuth",
                new SpectrumAuth(
                        new SiteSettings(settings).spectrum(), timeout, Clock.systemUTC()));
        main.bind("spectrumCallLimits", new CallLimits(SiteSettings.LARGEST_ANSWER, timeout));
        main.configure()
                .withRoutesIncludePattern(
                        String.join(
                                ",",
                                FILES.stream()
                                        .map(file -> "file:" + routes.resolve(file))
                                        .toList()));
        main.start();
    }
}
