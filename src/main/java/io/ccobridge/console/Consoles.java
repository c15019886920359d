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
     * @param zone in which times are written where the browser does not do it, and in the names of
     *     files
     * @param currency the site's, for amounts that Procore names none of
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
            String currency,
            Clock clock,
            String version) {
        List<Page> pages = new ArrayList<>();
        SignIn signIn = new SignIn(authentication, sessions, random, provider, newcomers);
        pages.addAll(signIn.pages());
        Kept kept = new Kept(clock);
        Tasks tasks = new Tasks(clock);
        LinkImports imports = new LinkImports(tasks);
        pages.addAll(new Overview(kept, currency).pages());
        // a person waits for a decision, and not for what takes long
        Tasks decisions = new Tasks(clock);
        pages.addAll(new Lists(savedViews).pages());
        Confirmation confirmation = new Confirmation(currency);
        pages.addAll(confirmation.pages());
        pages.addAll(new Decisions(decisions, kept).pages());
        pages.addAll(new Decided(decisions, kept, currency).pages());
        pages.addAll(new OneChangeOrder().pages());
        pages.addAll(new Failed().pages());
        pages.addAll(new Attention(kept).pages());
        pages.addAll(new LinkPages(imports).pages());
        pages.addAll(imports.pages());
        pages.addAll(new Books(tasks).pages());
        pages.addAll(new StatusPage(kept, tasks).pages());
        pages.addAll(new People(sessions, signIn).pages());
        Downloads downloads = new Downloads(clock);
        pages.addAll(new DownloadPages(downloads, zone, clock).pages());
        Assets assets = new Assets();
        return new Console(
                pages,
                authentication,
                api,
                assets,
                new Templates(assets, zone, currency, clock, version),
                kept,
                List.of(tasks::close, decisions::close, downloads::close, confirmation::close));
    }
}
