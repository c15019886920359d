package io.ccobridge;

import io.ccobridge.access.ProvidedUsers;
import io.ccobridge.access.SavedViews;
import io.ccobridge.console.Console;
import io.ccobridge.console.Consoles;
import io.ccobridge.console.OpenIdConnect;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.http.Bulk;
import io.ccobridge.http.HttpApi;
import io.ccobridge.http.HttpServer;
import io.ccobridge.observe.Health;
import io.ccobridge.observe.Levels;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.SiteSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** The HTTP server: API, console, health and metrics on one port. */
final class FrontRoom {

    final HttpServer server;

    FrontRoom(
            Ground ground,
            CamelContext camel,
            ApiDocument document,
            PeopleRoom people,
            Levels levels) {
        Settings settings = ground.settings();
        SiteSettings site = ground.site();
        Clock clock = ground.clock();
        ground.bind("apiDocument", document);
        ground.bind("bulk", new Bulk(camel.createProducerTemplate(), people.callers));
        Console console =
                Consoles.of(
                        people.authentication,
                        people.sessions,
                        new SavedViews(ground.dataSource()),
                        new ApiCalls(document, camel.createProducerTemplate()),
                        new SecureRandom(),
                        signInProvider(settings, site),
                        new ProvidedUsers(ground.dataSource(), people.users, clock)::vouchedFor,
                        settings.zone(),
                        settings.text(Setting.REQUIREMENTS_CURRENCY),
                        clock,
                        Version.current());
        ground.bind("rehearsal", console.rehearsal());
        server =
                new HttpServer(
                        settings.text(Setting.HTTP_HOST),
                        settings.integer(Setting.HTTP_PORT),
                        document,
                        people.authentication,
                        new Health(levels, camel, site::nextPollAfter, clock).checks(),
                        ground.metrics().registry(),
                        console);
        ground.main()
                .configure()
                .addRoutesBuilder(
                        new HttpApi(
                                document,
                                people.authentication,
                                settings.text(Setting.PROCORE_WEBHOOK_TOKEN),
                                server.servletName()));
    }

    private OpenIdConnect signInProvider(Settings settings, SiteSettings site) {
        return settings.isSet(Setting.OIDC_ISSUER)
                ? new OpenIdConnect(
                        new OpenIdConnect.Site(
                                settings.text(Setting.OIDC_ISSUER),
                                settings.text(Setting.OIDC_CLIENT_ID),
                                settings.text(Setting.OIDC_CLIENT_SECRET),
                                settings.text(Setting.OIDC_NAME_CLAIM),
                                settings.text(Setting.OIDC_ROLE_CLAIM),
                                site.oidcRoles()),
                        () -> URI.create(site.publicUrl(server.port()) + OpenIdConnect.CALLBACK))
                : null;
    }
}
