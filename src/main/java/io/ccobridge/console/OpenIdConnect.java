package io.ccobridge.console;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in with the site's own provider (OpenID Connect, authorization code with PKCE). Who the
 * provider vouches for becomes a user of the bridge, with the role that a claim leads to.
 */
public final class OpenIdConnect {

    /** The path that the provider sends the browser back to. */
    public static final String CALLBACK = "/sign-in/oidc/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdConnect.class);
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int LARGEST_KEY_SET = 1 << 20;

    /**
     * What the site has set.
     *
     * @param nameClaim whose value is the user's name here
     * @param roleClaim whose value, or one of whose values, leads to a role
     * @param roles by value of that claim; where several match, the one with the most rights counts
     */
    public record Site(
            String issuer,
            String clientId,
            String clientSecret,
            String nameClaim,
            String roleClaim,
            Map<String, Role> roles) {}

    /** Somebody the provider vouches for. */
    record Person(String name, Role role, String email) {}

    /** What the browser keeps between leaving for the provider and coming back. */
    record Journey(String state, String nonce, String verifier) {}

    /** Where to go, and what to keep until the way back. */
    record Departure(URI provider, Journey journey) {}

    private final Site site;
    private final Supplier<URI> callback;
    private OIDCProviderMetadata provider;

    /**
     * @param callback where the provider sends the browser back to
     */
    public OpenIdConnect(Site site, Supplier<URI> callback) {
        this.site = site;
        this.callback = callback;
    }

    /**
     * @throws Refused 503 when the provider cannot be reached
     */
    Departure depart() {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address =
                new AuthenticationRequest.Builder(
                                ResponseType.CODE,
                                new Scope("openid", "profile", "email"),
                                new ClientID(site.clientId()),
                                callback.get())
                        .endpointURI(provider().getAuthorizationEndpointURI())
                        .state(state)
                        .nonce(nonce)
                        .codeChallenge(verifier, CodeChallengeMethod.S256)
                        .build()
                        .toURI();
        return new Departure(
                address, new Journey(state.getValue(), nonce.getValue(), verifier.getValue()));
    }

    /**
     * Who has come back.
     *
     * @param query of the way back's address, with what the provider has put into it; may be null
     * @throws Refused 403 when it is not this browser's journey, the provider refused, or no role
     *     fits; 503 when the provider cannot be reached
     */
    Person arrive(String query, Journey journey) {
        try {
            AuthenticationResponse response =
                    AuthenticationResponseParser.parse(address(callback.get(), query));
            if (response.getState() == null
                    || !Console.same(response.getState().getValue(), journey.state())) {
                throw Refused.because(
                        403, "This sign-in was not begun in this browser. Try again.");
            }
            if (!response.indicatesSuccess()) {
                throw Refused.because(
                        403,
                        "The sign-in provider refused: "
                                + response.toErrorResponse().getErrorObject().getDescription()
                                + ".");
            }
            return person(claims(response.toSuccessResponse().getAuthorizationCode(), journey));
        } catch (ParseException e) {
            LOG.warn("The sign-in provider's answer cannot be read: {}", e.getMessage());
            throw Refused.because(403, "The sign-in provider's answer cannot be read. Try again.");
        }
    }

    private IDTokenClaimsSet claims(AuthorizationCode code, Journey journey) throws ParseException {
        ClientAuthentication client =
                new ClientSecretBasic(
                        new ClientID(site.clientId()), new Secret(site.clientSecret()));
        try {
            HTTPRequest request =
                    new TokenRequest.Builder(
                                    provider().getTokenEndpointURI(),
                                    client,
                                    new AuthorizationCodeGrant(
                                            code,
                                            callback.get(),
                                            new CodeVerifier(journey.verifier())))
                            .build()
                            .toHTTPRequest();
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
            if (!answer.indicatesSuccess()) {
                LOG.warn(
                        "The sign-in provider gives no token: {}",
                        answer.toErrorResponse().getErrorObject().toJSONObject());
                throw Refused.because(403, "The sign-in provider did not confirm who you are.");
            }
            return new IDTokenValidator(
                            provider().getIssuer(),
                            new ClientID(site.clientId()),
                            JWSAlgorithm.RS256,
                            provider().getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(
                                    TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET))
                    .validate(
                            ((OIDCTokenResponse) answer.toSuccessResponse())
                                    .getOIDCTokens()
                                    .getIDToken(),
                            new Nonce(journey.nonce()));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (com.nimbusds.jose.proc.BadJOSEException | com.nimbusds.jose.JOSEException e) {
            LOG.warn("The sign-in provider's token is not valid: {}", e.getMessage());
            throw Refused.because(403, "The sign-in provider's token is not valid.");
        }
    }

    private Person person(IDTokenClaimsSet claims) {
        String name = claims.getStringClaim(site.nameClaim());
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}")) {
            throw Refused.because(
                    403,
                    "The sign-in provider names you in no way that the bridge can use (setting"
                            + " oidc.name-claim).");
        }
        return new Person(
                name,
                role(claims)
                        .orElseThrow(
                                () ->
                                        Refused.because(
                                                403,
                                                name
                                                        + " has no role here. An admin of the sign-in"
                                                        + " provider gives one (setting oidc.roles).")),
                claims.getStringClaim("email"));
    }

    private Optional<Role> role(IDTokenClaimsSet claims) {
        Object claim = claims.getClaim(site.roleClaim());
        Collection<?> values =
                claim instanceof Collection<?> many ? many : List.of(String.valueOf(claim));
        return values.stream()
                .map(value -> site.roles().get(String.valueOf(value)))
                .filter(role -> role != null)
                .max(Role::compareTo);
    }

    private synchronized OIDCProviderMetadata provider() {
        if (provider == null) {
            try {
                provider =
                        OIDCProviderMetadata.resolve(
                                new Issuer(site.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            } catch (IOException e) {
                throw unreachable(e);
            } catch (com.nimbusds.oauth2.sdk.GeneralException e) {
                LOG.warn("The sign-in provider does not describe itself: {}", e.getMessage());
                throw Refused.because(
                        503, "The sign-in provider cannot be used now; the log tells why.");
            }
        }
        return provider;
    }

    private static Refused unreachable(IOException e) {
        LOG.warn("The sign-in provider cannot be reached: {}", e.toString());
        return Refused.because(503, "The sign-in provider cannot be reached. Try again later.");
    }

    /** The address of the way back as the browser has it. */
    private static URI address(URI callback, String query) {
        try {
            return new URI(callback + (query == null ? "" : "?" + query));
        } catch (URISyntaxException e) {
            throw Refused.because(403, "The sign-in provider's answer cannot be read. Try again.");
        }
    }
}
