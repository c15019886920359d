package io.ccobridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTest {

    private static final String ROUTE =
            """
            - route:
                from:
                  uri: direct:first
                  steps:
                    - to:
                        uri: direct:second
            """;

    @TempDir private Path home;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aHomeWithoutRoutesIsRefused() throws IOException {
        assertThatThrownBy(() -> new RouteFolder(home))
                .hasMessage(
                        "There is no folder %s/routes: the bridge starts where routes and config are,"
                                + " or with -Dcco-bridge.home=FOLDER.",
                        home);
        Files.createFile(home.resolve("routes"));
        assertThatThrownBy(() -> new RouteFolder(home))
                .hasMessage("%s/routes is not a folder.", home);
    }

    @Test
    void aFolderThatIsALinkIsReadWhereItLeads() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("routes"), elsewhere);
        Files.writeString(elsewhere.resolve("one.camel.yaml"), ROUTE.replace("second", "first"));
        RouteFolder folder = new RouteFolder(home);

        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        PluginHelper.getPackageScanResourceResolver(camel)
                                .findResources(folder.pattern()));
        camel.start();

        assertThat(camel.getRoutes()).hasSize(1);
        assertThatCode(() -> folder.check(camel)).doesNotThrowAnyException();
    }

    @Test
    void aRouteThatIsMissingIsNamed() throws Exception {
        Path routes = Files.createDirectory(home.resolve("routes"));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:first").to("direct:second").to("direct:third");
                    }
                });
        camel.start();

        assertThatThrownBy(() -> new RouteFolder(home).check(camel))
                .hasMessage(
                        "No route in %s begins with direct:second, direct:third. Is a file of it"
                                + " missing?",
                        routes.toRealPath());
    }
}
