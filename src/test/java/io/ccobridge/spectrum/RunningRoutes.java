package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Sum;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The real routes of this room, wired as the bridge wires them. */
final class RunningRoutes implements AutoCloseable {

    final CamelContext camel = new DefaultCamelContext();
    final Envelopes envelopes = new Envelopes(Path.of("config/spectrum"));

    /** What the reference data woke in other rooms, in order. */
    final List<String> woken = new CopyOnWriteArrayList<>();

    private final SpectrumSettings settings;

    /**
     * @param tables the database; null where no reference data is read
     */
    RunningRoutes(SpectrumSettings settings, Duration timeout, DataSource tables) {
        this.settings = settings;
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "spectrum.url",
                        settings.url(),
                        "spectrum.company-code",
                        settings.companyCode(),
                        "spectrum.timeout",
                        timeout.toMillis() + "ms",
                        "spectrum.reference.cron",
                        "0 0 0 1 1 ? 2099"));
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry()
                .bind("spectrumAuth", new SpectrumAuth(settings, timeout, Clock.systemUTC()));
        camel.getRegistry().bind("spectrumCallLimits", new CallLimits(1_000_000, timeout));
        camel.getRegistry().bind("referenceReader", new ReferenceReader(settings, envelopes));
        try {
            load("routes/spectrum-call.camel.yaml");
            if (tables != null) {
                camel.getRegistry()
                        .bind("referenceTables", new ReferenceTables(tables, Clock.systemUTC()));
                camel.getRegistry().bind("referenceRefreshes", refreshes(tables));
                load("routes/reference-data.camel.yaml");
                load("routes/spectrum-master-data.camel.yaml");
                camel.addRoutes(otherRooms());
            }
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException("the routes do not start", e);
        }
    }

    /** Sends one sum as the exporter does, and says what Spectrum's answer means. */
    Answer send(Map<String, String> header, Sum sum) {
        return call(
                "ARChangeRequest",
                envelopes.render(
                        "ARChangeRequest",
                        Planner.call(header, sum),
                        settings.authorizationId(),
                        java.util.UUID.randomUUID().toString()));
    }

    Answer call(String method, String envelope) {
        Exchange exchange = exchange(method, envelope);
        return exchange.getException() == null
                ? Answers.read(
                        method,
                        exchange.getVariable("httpStatus", Integer.class),
                        exchange.getMessage().getBody(String.class))
                : Answers.failure(exchange.getException());
    }

    Exchange exchange(String method, String envelope) {
        return camel.createProducerTemplate()
                .request(
                        "direct:spectrum-call",
                        exchange -> {
                            exchange.setVariable("method", method);
                            exchange.getMessage().setBody(envelope);
                            // what must never get through to the wire
                            exchange.getMessage().setHeader("X-Internal", "secret");
                            exchange.getMessage().setHeader("CamelHttpUri", "http://localhost:1/");
                        });
    }

    /** As another node would have it. */
    static ReferenceRefreshes refreshes(DataSource tables) {
        return new ReferenceRefreshes(tables, "node-1", Clock.systemUTC());
    }

    /** What a person gets who asks for a refresh. */
    ReferenceRefresh ask() {
        return camel.createProducerTemplate()
                .requestBody("direct:refreshReferenceData", null, ReferenceRefresh.class);
    }

    Exchange refresh() {
        return camel.createProducerTemplate()
                .request("direct:refresh-reference-data", exchange -> {});
    }

    @Override
    public void close() {
        camel.stop();
    }

    private void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
    }

    private RouteBuilder otherRooms() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:refresh-procore-master-data")
                        .process(exchange -> woken.add("procore"));
                from("direct:recheck-waiting").process(exchange -> woken.add("waiting"));
            }
        };
    }
}
