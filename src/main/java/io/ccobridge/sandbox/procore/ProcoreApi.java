package io.ccobridge.sandbox.procore;

import io.ccobridge.sandbox.company.Company;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/** What every call has to pass before an endpoint sees it: limits, token, company. */
final class ProcoreApi {

    private static final String REMAINING = "X-Rate-Limit-Remaining";
    private static final String RESET = "X-Rate-Limit-Reset";
    private static final String COMPANY_HEADER = "Procore-Company-Id";
    // the text of facts/procore-api.md 3; how its last sentence ends is not known
    private static final String NO_COMPANY =
            "Missing Procore-Company-Id header!\n\nEach call your application makes to the Procore"
                    + " API must contain a request header that includes the Procore-Company-Id"
                    + " field.";
    // the historic text, for both windows (facts/procore-api.md 4.2)
    private static final String TOO_MANY =
            "You have surpassed the max number of requests for an hour. Please wait until your"
                    + " limit resets.";

    private final Clock clock;
    private final Company company;
    private final Tokens tokens;
    private final RateLimits limits;
    private final ChangeOrderEndpoints changeOrders;
    private final Router router = new Router();
    private volatile boolean retryAfter = true;

    ProcoreApi(Clock clock, Company company, Tokens tokens, RateLimits limits) {
        this.clock = clock;
        this.company = company;
        this.tokens = tokens;
        this.limits = limits;
        Visible visible = new Visible(company);
        this.changeOrders = new ChangeOrderEndpoints(visible);
        changeOrders.addTo(router);
        new ProjectEndpoints(company, visible).addTo(router);
        new VendorEndpoints(company, visible).addTo(router);
        new CommitmentEndpoints(visible).addTo(router);
        new PackageEndpoints(company, visible).addTo(router);
        new PotentialEndpoints(visible).addTo(router);
    }

    /** Whether a 429 tells the wait in {@code Retry-After} too, and not only in its reset. */
    void setRetryAfter(boolean value) {
        retryAfter = value;
    }

    void setChangeOrdersPaged(boolean value) {
        changeOrders.setPaged(value);
    }

    void setThreeTiers(ThreeTiers value) {
        changeOrders.setThreeTiers(value);
    }

    Answer answer(Call call, Optional<Faults.Waiting> fault) {
        if (call.path().equals("/oauth/token") && call.method().equals("POST")) {
            return fault.flatMap(this::instead).orElseGet(() -> tokens.issue(call));
        }
        if (!call.path().startsWith("/rest/")) {
            return error(404, "Not Found");
        }
        RateLimits.State state = limits.count();
        Answer answer =
                state.exceeded()
                        ? tooMany(state.resetAt())
                        : fault.flatMap(this::instead).orElseGet(() -> admitted(call));
        return limited(answer, state);
    }

    private Answer admitted(Call call) {
        try {
            if (!tokens.admits(call.headers().get(HttpHeader.AUTHORIZATION))) {
                throw Refused.plain(401, "Unauthorized");
            }
            String companyId = call.headers().get(COMPANY_HEADER);
            if (companyId == null) {
                throw Refused.plain(400, NO_COMPANY);
            }
            if (!companyId.trim().equals(String.valueOf(company.id()))) {
                throw Refused.plain(403, "App is not connected to this company");
            }
            return company.still(() -> router.answer(call));
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    /** The answer that a fault puts in the right one's place; empty when it only spoils that. */
    private Optional<Answer> instead(Faults.Waiting fault) {
        return switch (fault.fault()) {
            case TOO_MANY_REQUESTS ->
                    Optional.of(tooMany(wholeSecond(clock.instant().plus(fault.pause()))));
            case UNAVAILABLE ->
                    Optional.of(
                            error(503, "Service Unavailable")
                                    .with("Retry-After", wholeSeconds(fault.pause())));
            case SERVER_ERROR -> Optional.of(error(500, "Internal Server Error"));
            case EXPIRED_TOKEN -> {
                tokens.revokeAll();
                yield Optional.of(error(401, "Unauthorized"));
            }
            case BAD_PAGE -> Optional.of(Answer.html("<html><body>Back soon.</body></html>"));
            case TRUNCATED_BODY, CUT_OFF, CONNECTION_RESET, SLOW -> Optional.empty();
        };
    }

    private Answer tooMany(long resetAt) {
        Answer answer = error(429, TOO_MANY).with(REMAINING, 0).with(RESET, resetAt);
        Duration wait = Duration.between(clock.instant(), Instant.ofEpochSecond(resetAt));
        return retryAfter ? answer.with("Retry-After", wholeSeconds(wait)) : answer;
    }

    private static Answer error(int status, String message) {
        return Refused.plain(status, message).answer();
    }

    private static Answer limited(Answer answer, RateLimits.State state) {
        Answer limited = answer.with("X-Rate-Limit-Limit", state.limit());
        return answer.headers().containsKey(RESET)
                ? limited
                : limited.with(REMAINING, state.remaining()).with(RESET, state.resetAt());
    }

    /** Rounded up, so that a client that waits until then has waited long enough. */
    private static long wholeSecond(Instant moment) {
        return moment.plusMillis(999).getEpochSecond();
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
