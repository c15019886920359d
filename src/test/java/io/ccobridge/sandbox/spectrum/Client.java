package io.ccobridge.sandbox.spectrum;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Speaks to the sandbox as the bridge has to: over HTTP, without retries of its own. */
final class Client implements AutoCloseable {

    record Response(int status, String body, Map<String, String> headers) {

        Document xml() throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(body)));
        }

        /** Code and column of each entry, in order: {@code I CR_Phase_Code}. */
        List<String> entries() throws Exception {
            List<String> codes = texts("error_code");
            List<String> columns = texts("column");
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                entries.add(codes.get(i) + " " + columns.get(i));
            }
            return entries;
        }

        List<String> texts(String element) throws Exception {
            NodeList nodes = xml().getElementsByTagName(element);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent());
            }
            return texts;
        }
    }

    private final String url;
    private final CloseableHttpClient http;

    Client(SandboxSpectrum spectrum) {
        this(spectrum, Timeout.ofSeconds(20));
    }

    Client(SandboxSpectrum spectrum, Timeout timeout) {
        url = spectrum.url();
        http =
                HttpClients.custom()
                        .disableAutomaticRetries()
                        .setDefaultRequestConfig(
                                RequestConfig.custom().setResponseTimeout(timeout).build())
                        .build();
    }

    /** The elements of a good call, to be changed. */
    static Map<String, String> good() {
        Map<String, String> values = new LinkedHashMap<>();
        Layout.AR_CHANGE_REQUEST.names().forEach(name -> values.put(name, ""));
        values.put("Authorization_ID", "SANDBOX-AUTH");
        values.put("GUID", "3f0c2a10-0000-4000-8000-000000000001");
        values.put("Company_Code", "ABC");
        values.put("Job_Number", "24-101");
        values.put("Customer_Code", "OWNER1");
        values.put("Change_Request_Number", "S001-002");
        values.put("CR_Description", "Added footing");
        values.put("CR_Status", "CR");
        values.put("Cost_Reimbursable_Flag", "N");
        values.put("Origination_Date", "11/20/2026");
        values.put("CR_Phase_Code", "033000");
        values.put("CR_Cost_Type", "S");
        values.put("Change_Request_Hours", "0");
        values.put("Change_Request_Amount", "12500.00");
        values.put("Subcontractor_Code", "ACME");
        values.put("Subcontract_Number", "SC-001");
        values.put("Sub_Amount", "12500.00");
        values.put("Sub_Status", "E");
        values.put("Sub_Change_Order_Number", "002");
        values.put("Sub_Change_Order_Date", "11/20/2026");
        return values;
    }

    /** A good call with pairs of element and value changed. */
    Response change(String... changes) throws IOException {
        Map<String, String> values = good();
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return send("ARChangeRequest", values);
    }

    Response getJob(String... parameters) throws IOException {
        return get(Layout.GET_JOB, parameters);
    }

    Response getPhase(String... parameters) throws IOException {
        return get(Layout.GET_PHASE, parameters);
    }

    Response send(String method, Map<String, String> values) throws IOException {
        return post(method, envelope(method, values));
    }

    static String envelope(String method, Map<String, String> values) {
        StringBuilder xml = new StringBuilder();
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"")
                .append("http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><")
                .append(method)
                .append(" xmlns=\"http://www.northgate-is.com/proiv/webservices/types\">");
        values.forEach(
                (name, value) ->
                        xml.append(
                                "<%1$s>%2$s</%1$s>".formatted(name, value.replace("&", "&amp;"))));
        return xml.append("</").append(method).append("></soap:Body></soap:Envelope>").toString();
    }

    Response post(String method, String envelope) throws IOException {
        return execute(soap(method, envelope).build());
    }

    ClassicRequestBuilder soap(String method, String envelope) {
        return ClassicRequestBuilder.post(url + "/ws/" + method)
                .addHeader("SOAPAction", url + "/ws/" + method)
                .setEntity(envelope, ContentType.create("text/xml", StandardCharsets.UTF_8));
    }

    ClassicRequestBuilder request(String verb, String path) {
        return ClassicRequestBuilder.create(verb).setUri(url + path);
    }

    Response vendors(String query) throws IOException {
        return execute(
                request("GET", "/vendors/ABC" + query)
                        .addHeader("Authorization", basic("ABC", "SANDBOX-AUTH"))
                        .build());
    }

    Response json(String verb, String path, String body) throws IOException {
        return execute(request(verb, path).setEntity(body, ContentType.APPLICATION_JSON).build());
    }

    static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Response execute(ClassicHttpRequest request) throws IOException {
        return http.execute(
                request,
                response -> {
                    Map<String, String> headers = new LinkedHashMap<>();
                    for (var header : response.getHeaders()) {
                        headers.put(header.getName(), header.getValue());
                    }
                    String body =
                            EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
                    return new Response(response.getCode(), body == null ? "" : body, headers);
                });
    }

    private Response get(Layout layout, String... parameters) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        layout.names().forEach(name -> values.put(name, ""));
        values.put("Authorization_ID", "SANDBOX-AUTH");
        values.put("pCompany_Code", "ABC");
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return send(layout.method(), values);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
