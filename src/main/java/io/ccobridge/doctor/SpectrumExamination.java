package io.ccobridge.doctor;

import io.ccobridge.changeorder.Job;
import io.ccobridge.spectrum.Answer;
import io.ccobridge.spectrum.Answers;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Listing;
import io.ccobridge.spectrum.NotListed;
import io.ccobridge.spectrum.ReferenceReader;
import io.ccobridge.spectrum.SpectrumSettings;
import io.ccobridge.spectrum.VendorPages;
import io.ccobridge.spectrum.WsdlCheck;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Whether Spectrum lets the bridge in, and takes envelopes as the templates make them. {@code
 * ARChangeRequest} itself is not called: it would write.
 */
final class SpectrumExamination {

    static final List<String> METHODS = List.of("ARChangeRequest", "GetJob", "GetPhase");

    private static final String SERVICES =
            "In Data Exchange Installation the Authorization ID wants ARChangeRequest, GetJob,"
                    + " GetPhase and vendors";

    private final SpectrumSettings settings;
    private final Envelopes envelopes;
    private final ReferenceReader reader;
    private final Calls calls;

    /** What came of a call. */
    private record Reply(int status, String body, Answer failure) {}

    SpectrumExamination(SpectrumSettings settings, Envelopes envelopes, Calls calls) {
        this.settings = settings;
        this.envelopes = envelopes;
        this.reader = new ReferenceReader(settings, envelopes);
        this.calls = calls;
    }

    void examine(Findings findings) {
        Reply jobs = call("direct:spectrum-call", "GetJob", reader.askForJobs());
        if (jobs.failure() != null) {
            findings.fail(
                    "spectrum.url",
                    jobs.failure().message()
                            + " Check spectrum.url, the network and the allow-list");
            return;
        }
        findings.ok("spectrum.url", settings.url() + " answers");
        jobs(findings, jobs);
        vendors(findings);
        METHODS.forEach(method -> wsdl(findings, method));
    }

    private void jobs(Findings findings, Reply reply) {
        Answer answer = Answers.read("GetJob", reply.status(), reply.body());
        if (answer instanceof Answer.Misconfigured) {
            findings.fail("spectrum.authorization", answer.message() + " " + SERVICES);
            return;
        }
        if (answer instanceof Answer.Rejected rejected) {
            findings.ok("spectrum.authorization", "GetJob lets us in");
            findings.fail(
                    "spectrum.company",
                    rejected.column()
                            + ": "
                            + rejected.message()
                            + " Check spectrum.company-code ("
                            + settings.companyCode()
                            + ")");
            return;
        }
        if (!(answer instanceof Answer.Accepted)) {
            findings.fail(
                    "spectrum.jobs",
                    answer.message() + " Try again; if it stays so, ask Spectrum's administrator");
            return;
        }
        findings.ok("spectrum.authorization", "GetJob lets us in");
        findings.ok("spectrum.company", settings.companyCode() + " is a company");
        Listing<Job> jobs = reader.jobs(reply.status(), reply.body());
        String count = jobs.rows().size() + " jobs that are not complete";
        if (jobs.rows().isEmpty()) {
            findings.warn("spectrum.jobs", "none; no change order can be exported without one");
        } else if (!jobs.whole()) {
            findings.warn(
                    "spectrum.jobs",
                    count + ", and Spectrum has more than it lists; those will be missing");
        } else {
            findings.ok("spectrum.jobs", count);
        }
        if (!jobs.rows().isEmpty()) {
            phases(findings, jobs.rows().get(0).number());
        }
    }

    private void phases(Findings findings, String job) {
        Reply reply = call("direct:spectrum-call", "GetPhase", reader.askForPhases(job, ""));
        listed(
                findings,
                "spectrum.phases",
                reply,
                () -> {
                    int count = reader.phases(job, reply.status(), reply.body()).rows().size();
                    return count + " phases of job " + job;
                });
    }

    private void vendors(Findings findings) {
        Reply reply = call("direct:spectrum-vendors", "vendors", "");
        listed(
                findings,
                "spectrum.vendors",
                reply,
                () -> {
                    VendorPages page = new VendorPages();
                    page.take(reply.status(), reply.body());
                    return page.listing().rows().size() + " vendors on the first page";
                });
    }

    private interface Listed {
        String count();
    }

    private static void listed(Findings findings, String check, Reply reply, Listed listed) {
        if (reply.failure() != null) {
            findings.fail(check, reply.failure().message());
            return;
        }
        try {
            findings.ok(check, listed.count());
        } catch (NotListed e) {
            findings.fail(check, e.getMessage() + " " + SERVICES);
        }
    }

    private void wsdl(Findings findings, String method) {
        String check = "spectrum.wsdl." + method;
        Reply reply = call("direct:spectrum-wsdl", method, "");
        if (reply.failure() != null || reply.status() != 200) {
            findings.warn(
                    check,
                    (reply.failure() != null
                                    ? reply.failure().message()
                                    : "HTTP status " + reply.status())
                            + ": compare "
                            + settings.url()
                            + "/wsdls/"
                            + method
                            + ".jws with the template by hand");
            return;
        }
        List<String> differences =
                WsdlCheck.compare(reply.body(), method, envelopes.elements(method));
        if (differences.isEmpty()) {
            findings.ok(check, "the template sends what the WSDL names, in its order");
        } else {
            findings.fail(
                    check,
                    String.join(" ", differences)
                            + " Follow the WSDL in config/spectrum/"
                            + method
                            + ".xml.ftl");
        }
    }

    private Reply call(String route, String method, String body) {
        Exchange exchange =
                calls.template()
                        .request(
                                route,
                                asked -> {
                                    asked.setVariable("method", method);
                                    asked.setVariable("skip", 0);
                                    asked.getMessage().setBody(body);
                                });
        return exchange.getException() != null
                ? new Reply(0, "", Answers.failure(exchange.getException()))
                : new Reply(
                        exchange.getVariable("httpStatus", Integer.class),
                        exchange.getMessage().getBody(String.class),
                        null);
    }
}
