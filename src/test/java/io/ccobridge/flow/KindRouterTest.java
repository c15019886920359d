package io.ccobridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.requirement.Chain;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The content-based router of {@code 2-check-requirements}: which kind of change order goes where.
 */
class KindRouterTest extends CamelTestSupport {

    /** What the steps before the router found, for the router to tell apart. */
    public static final class Found {
        Chain kind;
        String arrival = "NEW";

        public Object link(Object body) {
            return body;
        }

        public Found check(Object body) {
            return this;
        }

        public Found keep(Object checked, String document, String digest) {
            return this;
        }

        public Chain getKind() {
            return kind;
        }

        public String getArrival() {
            return arrival;
        }

        public String getState() {
            return "READY_TO_EXPORT";
        }

        public List<Long> waiting() {
            return List.of();
        }

        public Found recheck(long id) {
            return this;
        }

        public long getId() {
            return 1;
        }

        public void acceptBySystem(long id) {
            throw new AssertionError("the site has not asked for it");
        }

        @Override
        public String toString() {
            return "Change order 1 new";
        }
    }

    private final Found found = new Found();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        configuration.withUseAdviceWith(true);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("intake", found);
        registry.bind("approvals", found);
    }

    @BeforeEach
    void start() throws Exception {
        context().getPropertiesComponent().addInitialProperty("approval.direct-export", "false");
        PluginHelper.getRoutesLoader(context())
                .loadRoutes(
                        ResourceHelper.resolveResource(
                                context(),
                                "file:"
                                        + Path.of("routes/2-check-requirements.camel.yaml")
                                                .toAbsolutePath()));
        context()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:wake-exporter").to("mock:woken");
                            }
                        });
        AdviceWith.adviceWith(
                context(),
                "subcontract-arrived",
                route -> route.weaveAddFirst().to("mock:subcontract"));
        context().start();
    }

    @ParameterizedTest
    @CsvSource({
        "SUBCONTRACT, NEW, 1",
        "SUBCONTRACT, CHANGED, 1",
        "SUBCONTRACT, UNCHANGED, 0",
        "PURCHASE_ORDER, NEW, 0",
        "NOT_APPROVED, CHANGED, 0",
        "UNREADABLE, NEW, 0"
    })
    void onlyASubcontractsChangeOrderThatIsNewsGoesOn(Chain kind, String arrival, int goesOn)
            throws Exception {
        found.kind = kind;
        found.arrival = arrival;
        MockEndpoint subcontract = getMockEndpoint("mock:subcontract");
        subcontract.expectedMessageCount(goesOn);

        Exchange answer = template().send("direct:check", exchange -> {});

        subcontract.assertIsSatisfied();
        assertThat(answer.getException()).isNull();
        assertThat(answer.getVariable("arrival")).hasToString(arrival);
    }
}
