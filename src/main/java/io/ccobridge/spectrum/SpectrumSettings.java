package io.ccobridge.spectrum;

import java.util.Locale;

/**
 * The site's Spectrum, as the settings {@code spectrum.*} name it.
 *
 * @param url scheme, host and port of Data Exchange, without a slash at the end
 * @param companyCode at most 3 characters
 * @param authorizationId a secret; at most 20 characters
 * @param clientId null unless {@code auth} is OAUTH2
 * @param clientSecret null unless {@code auth} is OAUTH2
 * @param changeRequestStatus the site's 2-character code for cost-only changes
 * @param subStatus {@code E} executed or {@code P} proposed
 */
public record SpectrumSettings(
        String url,
        String companyCode,
        String authorizationId,
        Auth auth,
        String clientId,
        String clientSecret,
        String changeRequestStatus,
        String subStatus) {

    /** What the SOAP services want in the header {@code Authorization}. */
    public enum Auth {
        NONE,
        BASIC,
        OAUTH2;

        /**
         * The value of a word in the settings, for example {@code basic}.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Auth of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public SpectrumSettings {
        url = url.replaceAll("/+$", "");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Spectrum at " + url + ", company " + companyCode;
    }
}
