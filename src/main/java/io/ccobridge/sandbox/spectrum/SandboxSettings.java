package io.ccobridge.sandbox.spectrum;

import java.time.Clock;
import java.time.LocalDate;

/**
 * How a sandbox Spectrum is installed.
 *
 * @param port 0 takes a free one; it listens on loopback only
 * @param companyCode the one company it holds, at most 3 characters
 * @param authorizationId at most 20 characters; allowed to call every service
 * @param clock what "today" is for defaults, GUIDs and tokens
 */
public record SandboxSettings(
        int port, String companyCode, String authorizationId, RequiredAuth auth, Clock clock) {

    public SandboxSettings {
        if (companyCode.isBlank() || companyCode.length() > 3) {
            throw new IllegalArgumentException("company code: 1 to 3 characters");
        }
        if (authorizationId.isBlank() || authorizationId.length() > 20) {
            throw new IllegalArgumentException("authorization id: 1 to 20 characters");
        }
    }

    /** A free port, company {@code ABC}, Authorization ID {@code SANDBOX-AUTH}, no HTTP auth. */
    public static SandboxSettings standard() {
        return new SandboxSettings(
                0, "ABC", "SANDBOX-AUTH", new RequiredAuth.None(), Clock.systemDefaultZone());
    }

    public SandboxSettings withPort(int port) {
        return new SandboxSettings(port, companyCode, authorizationId, auth, clock);
    }

    public SandboxSettings withCompanyCode(String companyCode) {
        return new SandboxSettings(port, companyCode, authorizationId, auth, clock);
    }

    public SandboxSettings withAuthorizationId(String authorizationId) {
        return new SandboxSettings(port, companyCode, authorizationId, auth, clock);
    }

    public SandboxSettings withAuth(RequiredAuth auth) {
        return new SandboxSettings(port, companyCode, authorizationId, auth, clock);
    }

    public SandboxSettings withClock(Clock clock) {
        return new SandboxSettings(port, companyCode, authorizationId, auth, clock);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
