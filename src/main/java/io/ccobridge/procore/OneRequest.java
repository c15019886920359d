package io.ccobridge.procore;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * A call is one request: HttpClient alone would repeat it after 429 and 503 and block the thread
 * meanwhile, uncounted (facts/camel.md 2.6). No redirect either, since the token would go along,
 * and no cookie from another call.
 */
public final class OneRequest implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries();
        builder.disableRedirectHandling();
        builder.disableCookieManagement();
    }
}
