package io.ccobridge.sandbox.spectrum;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the three kinds of SOAP answer of facts/spectrum-api.md 1.5. */
final class SoapAnswer {

    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private SoapAnswer() {}

    /** No entries: an empty {@code returnData}. */
    static String put(String method, List<Entry> entries) {
        return response(
                method,
                xml -> {
                    for (Entry entry : entries) {
                        xml.writeStartElement("response");
                        leaf(xml, "error_code", entry.code());
                        leaf(xml, "desc", entry.description());
                        leaf(xml, "column", entry.column());
                        xml.writeEndElement();
                    }
                });
    }

    /** Each row: every column of the service, then the three error columns. */
    static String get(String method, List<String> columns, List<Map<String, String>> rows) {
        String group = Character.toLowerCase(method.charAt(0)) + method.substring(1);
        return response(
                method,
                xml -> {
                    xml.writeStartElement(group);
                    for (Map<String, String> row : rows) {
                        xml.writeStartElement("response");
                        for (String column : columns) {
                            leaf(xml, column, row.getOrDefault(column, ""));
                        }
                        xml.writeEndElement();
                    }
                    xml.writeEndElement();
                });
    }

    static String fault(String text) {
        return envelope(
                xml -> {
                    xml.writeStartElement("SOAP-ENV", "Fault", SoapCall.SOAP);
                    leaf(xml, "faultcode", "SOAP-ENV:Server");
                    leaf(xml, "faultstring", text);
                    xml.writeEndElement();
                });
    }

    private static String response(String method, Content data) {
        return envelope(
                xml -> {
                    xml.writeStartElement("nis", method + "Response", SoapCall.TYPES);
                    xml.writeNamespace("nis", SoapCall.TYPES);
                    xml.writeStartElement("returnArray");
                    xml.writeStartElement("returnData");
                    data.write(xml);
                    xml.writeEndElement();
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    private static String envelope(Content body) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("SOAP-ENV", "Envelope", SoapCall.SOAP);
            xml.writeNamespace("SOAP-ENV", SoapCall.SOAP);
            xml.writeEmptyElement("SOAP-ENV", "Header", SoapCall.SOAP);
            xml.writeStartElement("SOAP-ENV", "Body", SoapCall.SOAP);
            body.write(xml);
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write the answer", e);
        }
        return text.toString();
    }

    private static void leaf(XMLStreamWriter xml, String name, String text)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
