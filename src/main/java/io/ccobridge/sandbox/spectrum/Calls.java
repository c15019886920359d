package io.ccobridge.sandbox.spectrum;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a call to its service, or to the fault that stands in its way, and into the ledger. */
final class Calls {

    private static final String EXECUTING = "Error executing Web Service";

    private final Ledger ledger;
    private final SoapServices soap;
    private final VendorsResource vendors;
    private final Access access;

    Calls(Ledger ledger, SoapServices soap, VendorsResource vendors, Access access) {
        this.ledger = ledger;
        this.soap = soap;
        this.vendors = vendors;
        this.access = access;
    }

    /** Written into the ledger before the client hears of it. */
    Reply answer(Incoming call, Optional<Fault> fault, Optional<Fault> slow) {
        Answer answer = fault.flatMap(f -> instead(call, f)).orElseGet(() -> serve(call));
        Reply reply = fault.map(f -> spoilt(call, f, answer.reply())).orElse(answer.reply());
        ledger.received(
                new ReceivedCall(
                        call.number(),
                        call.at(),
                        call.method(),
                        call.value("Change_Request_Number"),
                        call.value("CR_Phase_Code"),
                        call.value("CR_Cost_Type"),
                        fault.or(() -> slow).map(Fault::kind).orElse(null),
                        reply.status(),
                        answer.entries(),
                        answer.committed(),
                        call.bodyText()));
        return reply;
    }

    /** A call whose connection breaks before anything of its body is read. */
    Reply unread(long number, Instant at, String method) {
        ledger.received(
                new ReceivedCall(
                        number,
                        at,
                        method,
                        "",
                        "",
                        "",
                        Fault.Kind.RESET_BEFORE_READING,
                        Reply.RESET.status(),
                        List.of(),
                        false,
                        null));
        return Reply.RESET;
    }

    private Answer serve(Incoming call) {
        return switch (call.method()) {
            case "vendors" -> vendors.answer(call);
            case "token" -> access.token(call);
            default -> soap.answer(call);
        };
    }

    /**
     * What the client gets in place of the service's work; empty when that is done all the same.
     */
    private Optional<Answer> instead(Incoming call, Fault fault) {
        return Optional.ofNullable(
                switch (fault.kind()) {
                    case RESET_BEFORE_READING -> Answer.of(Reply.RESET);
                    case TOO_MANY_REQUESTS ->
                            Answer.of(retryAfter(fault, Reply.text(429, "Too many requests")));
                    case UNAVAILABLE -> Answer.of(unavailable(fault));
                    case SERVER_ERROR -> Answer.of(Reply.text(500, "Internal server error"));
                    case SOAP_FAULT -> SoapServices.fault(EXECUTING);
                    case UNREADABLE_BODY -> Answer.of(nothing(call).brokenOff());
                    case UNAUTHORIZED -> Answer.of(access.unauthorized());
                    case FORBIDDEN -> Answer.of(Reply.text(403, "Forbidden"));
                    case ERROR_ENTRY -> SoapServices.refused(call.method(), List.of(fault.entry()));
                    default -> null;
                });
    }

    /** What becomes of the answer on its way back. */
    private static Reply spoilt(Incoming call, Fault fault, Reply reply) {
        return switch (fault.kind()) {
            case UNAVAILABLE_AFTER_COMMIT -> unavailable(fault);
            case RESET_AFTER_COMMIT -> Reply.RESET;
            case SOAP_FAULT_AFTER_COMMIT -> SoapServices.fault(EXECUTING).reply();
            case UNREADABLE_BODY_AFTER_COMMIT -> reply.brokenOff();
            case UNEXPECTED_WRAPPER ->
                    Incoming.isSoap(call.method())
                            ? Reply.xml(200, SoapAnswer.put("TestConnection", List.of()))
                            : Reply.json(200, Map.of("unexpected", true));
            default -> reply;
        };
    }

    private static Reply nothing(Incoming call) {
        return Incoming.isSoap(call.method())
                ? Reply.xml(200, SoapAnswer.put(call.method(), List.of()))
                : Reply.json(200, List.of(Map.of("Vendor_Code", "")));
    }

    private static Reply unavailable(Fault fault) {
        return retryAfter(fault, Reply.text(503, "Service unavailable"));
    }

    private static Reply retryAfter(Fault fault, Reply reply) {
        return fault.delay() == null
                ? reply
                : reply.with("Retry-After", String.valueOf(fault.delay().toSeconds()));
    }
}
