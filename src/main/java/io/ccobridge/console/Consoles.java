package io.ccobridge.console;

import io.ccobridge.access.SavedViews;
import io.ccobridge.access.Sessions;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.Authentication;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Puts the console together: every page that there is. */
public final class Consoles {

    private Consoles() {}

    /**
     * @param provider the site's sign-in provider; null when it has none
     * @param newcomers makes users of those whom it vouches for
     * @param zone in which times are written where the browser does not do it
     */
    public static Console of(
            Authentication authentication,
            Sessions sessions,
            SavedViews savedViews,
            ApiCalls api,
            SecureRandom random,
            OpenIdConnect provider,
            SignIn.Newcomers newcomers,
            ZoneId zone,
            Clock clock,
            String version) {
        List<Page> pages = new ArrayList<>();
        SignIn signIn = new SignIn(authentication, sessions, random, provider, newcomers);
        pages.addAll(signIn.pages());
        pages.addAll(new Overview().pages());
        pages.addAll(new Lists(savedViews).pages());
        pages.addAll(new OneChangeOrder().pages());
        pages.addAll(new Failed().pages());
        pages.addAll(new Attention().pages());
        pages.addAll(new LinkPages().pages());
        pages.addAll(new Books().pages());
        pages.addAll(new StatusPage().pages());
        pages.addAll(new People(sessions, signIn).pages());
        Assets assets = new Assets();
        return new Console(
                pages, authentication, api, assets, new Templates(assets, zone, clock, version));
    }
}
