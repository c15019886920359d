package io.ccobridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.flow.Waiting;
import io.ccobridge.json.Json;
import io.ccobridge.link.LinkImport.Imported;
import io.ccobridge.queue.Waits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operations of the HTTP API, from their routes on. */
class LinkRoutesTest {

    private final AtomicInteger rechecks = new AtomicInteger();
    private LinkFixture fixture;
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        fixture = new LinkFixture(Databases.Engine.H2);
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("linkList", fixture.list);
        camel.getRegistry().bind("vendorSuggestions", new VendorSuggestions(fixture.dataSource));
        camel.getRegistry().bind("manualLinks", fixture.manualLinks);
        camel.getRegistry()
                .bind(
                        "linkImport",
                        new LinkImport(fixture.dataSource, fixture.manualLinks, LinkFixture.CLOCK));
        camel.getRegistry()
                .bind(
                        "waiting",
                        new Waiting(
                                new Waits(JdbcClient.create(fixture.dataSource)),
                                LinkFixture.CLOCK));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.resolveMandatoryResource(
                                camel, "file:" + Path.of("routes/links.camel.yaml")));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:recheck-after-link")
                                .process(exchange -> rechecks.incrementAndGet())
                                .setBody(constant("what the recheck answers"));
                    }
                });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        fixture.close();
    }

    @Test
    void aListChangesNothing() {
        fixture.procoreVendor(47, "Acme Concrete", null, null);
        Object page = call("listLinks", "vendors", Map.of("q", "acme"), null);
        assertThat(((LinkPage) page).items()).hasSize(1);
        assertThat(rechecks).hasValue(0);
    }

    @Test
    void afterALinkByHandTheWaitingAreCheckedAgain() {
        Object link =
                call(
                        "putLink",
                        "vendors",
                        Map.of(),
                        Json.read("{\"procore_id\": 47, \"spectrum_code\": \"ACME\"}"));
        assertThat(link)
                .isEqualTo(new ListedLink(47L, null, "ACME", "manual", "Acme Concrete Inc"));
        assertThat(rechecks).hasValue(1);
    }

    @Test
    void afterALinkIsTakenAwayTheWaitingAreCheckedAgain() {
        fixture.manual(LinkKind.COST_CODES, "\"04\".S", "03300.S");
        assertThat(call("deleteLink", "cost-codes", Map.of("procore_id", "\"04\".S"), null))
                .isNull();
        assertThat(fixture.list.list("cost-codes", Map.of()).items()).isEmpty();
        assertThat(rechecks).hasValue(1);
    }

    @Test
    void afterAnImportTheWaitingAreCheckedAgain() {
        Object imported =
                call(
                        "importLinks",
                        "vendors",
                        Map.of(),
                        "\"procore_id\",\"spectrum_code\"\n\"47\",\"ACME\"");
        assertThat(imported).isEqualTo(new Imported(1, List.of()));
        assertThat(rechecks).hasValue(1);
    }

    @Test
    void aRefusedLinkChecksNothingAgain() {
        assertThat(
                        catchThrowableOfType(
                                CamelExecutionException.class,
                                () ->
                                        call(
                                                "putLink",
                                                "vendors",
                                                Map.of(),
                                                Json.read("{\"procore_id\": 47}"))))
                .hasCauseInstanceOf(Refusal.class);
        assertThat(rechecks).hasValue(0);
    }

    private Object call(String operation, String kind, Map<String, String> query, Object body) {
        return camel.createFluentProducerTemplate()
                .to("direct:" + operation)
                .withVariable("kind", kind)
                .withVariable("query", query)
                .withVariable("caller", LinkFixture.ADMIN)
                .withBody(body)
                .request(Object.class);
    }
}
