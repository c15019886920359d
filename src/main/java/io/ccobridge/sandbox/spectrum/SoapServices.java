package io.ccobridge.sandbox.spectrum;

import java.util.List;
import java.util.Locale;

/** What all SOAP services do first: the request as such, its elements, and level 1. */
final class SoapServices {

    private final SandboxSettings settings;
    private final Access access;
    private final Layouts layouts;
    private final Variants variants;
    private final GuidSessions guids;
    private final ChangeRequestService changeRequests;
    private final GetServices gets;

    SoapServices(
            SandboxSettings settings,
            Access access,
            Layouts layouts,
            Variants variants,
            GuidSessions guids,
            ChangeRequestService changeRequests,
            GetServices gets) {
        this.settings = settings;
        this.access = access;
        this.layouts = layouts;
        this.variants = variants;
        this.guids = guids;
        this.changeRequests = changeRequests;
        this.gets = gets;
    }

    Answer answer(Incoming call) {
        if (!access.allowsSoap(call)) {
            return Answer.of(access.unauthorized());
        }
        String contentType = call.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", "");
        if (!contentType.matches("text/xml(;charset=\"?utf-8\"?)?")) {
            return Answer.of(Reply.text(415, "Content-Type must be text/xml; charset=utf-8"));
        }
        // SOAP 1.1 wants the header; which clients leave out what the real one forgives is open
        if (!call.header("SOAPAction").replace("\"", "").endsWith("/ws/" + call.method())) {
            return fault("SOAPAction must be the URL of the service");
        }
        if (call.unreadable() != null) {
            return fault(call.unreadable());
        }
        if (!call.soap().method().equals(call.method())) {
            return fault("expected " + call.method() + ", found " + call.soap().method());
        }
        return layouts.of(call.method())
                .map(layout -> answer(layout, call.soap(), call.number()))
                .orElseGet(() -> fault("there is no service " + call.method()));
    }

    /** An error entry as this method answers it. */
    static Answer refused(String method, List<Entry> entries) {
        if (method.equals("ARChangeRequest")) {
            return new Answer(Reply.xml(200, SoapAnswer.put(method, entries)), entries, false);
        }
        return GetServices.refused(method, entries);
    }

    static Answer fault(String text) {
        return Answer.of(Reply.xml(500, SoapAnswer.fault(text)));
    }

    private Answer answer(Layout layout, SoapCall call, long number) {
        List<Entry> structure = layout.structure(call.names());
        if (!structure.isEmpty()) {
            return refused(layout.method(), structure);
        }
        boolean put = layout.method().equals("ARChangeRequest");
        if (!call.blank("Authorization_ID")
                && !call.value("Authorization_ID").equals(settings.authorizationId())) {
            // the only documented example of a Get says E here
            String code = put ? "A" : "E";
            String text = "Authorization ID is not set up or not authorized";
            return refused(layout.method(), List.of(new Entry(code, text, "Authorization_ID")));
        }
        List<Entry> missing = layout.missing(call);
        if (!missing.isEmpty()) {
            return refused(layout.method(), missing);
        }
        if (!guids.use(call)) {
            Entry expired = new Entry(variants.expiredGuidCode(), GuidSessions.TIME_OUT, "GUID");
            return refused(layout.method(), List.of(expired));
        }
        return put ? changeRequests.answer(layout, call, number) : gets.answer(layout, call);
    }
}
