package io.ccobridge.sandbox.spectrum;

import java.time.Clock;
import java.time.LocalDate;

/** What a sandbox is installed with; see {@link SandboxSpectrum.Builder}. */
record SandboxSettings(String companyCode, String authorizationId, RequiredAuth auth, Clock clock) {

    SandboxSettings {
        if (companyCode.isBlank() || companyCode.length() > 3) {
            throw new IllegalArgumentException("company code: 1 to 3 characters");
        }
        if (authorizationId.isBlank() || authorizationId.length() > 20) {
            throw new IllegalArgumentException("authorization id: 1 to 20 characters");
        }
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
