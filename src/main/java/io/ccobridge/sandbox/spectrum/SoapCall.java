package io.ccobridge.sandbox.spectrum;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A request to a SOAP service, read.
 *
 * @param method the name of the wrapper
 * @param names the elements in the order in which they came
 * @param values by element name
 */
record SoapCall(String method, List<String> names, Map<String, String> values) {

    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String TYPES = "http://www.northgate-is.com/proiv/webservices/types";

    /** The request is no envelope that could be read; the message says why. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    SoapCall {
        names = List.copyOf(names);
        values = Map.copyOf(values);
    }

    /** Empty when the element is blank or did not come. */
    String value(String element) {
        String value = values.getOrDefault(element, "");
        return value.isBlank() ? "" : value;
    }

    boolean blank(String element) {
        return value(element).isEmpty();
    }

    /** Reads a SOAP 1.1 envelope in UTF-8 that holds one call. */
    static SoapCall read(byte[] envelope) throws Unreadable {
        Element root = parse(envelope).getDocumentElement();
        expect(root, SOAP, "Envelope");
        List<Element> parts = children(root);
        if (!parts.isEmpty() && "Header".equals(parts.get(0).getLocalName())) {
            expect(parts.remove(0), SOAP, "Header");
        }
        Element body = only(parts, "Body in the envelope");
        expect(body, SOAP, "Body");
        Element wrapper = only(children(body), "call in the body");
        expect(wrapper, TYPES, wrapper.getLocalName());

        List<String> names = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (Element element : children(wrapper)) {
            expect(element, TYPES, element.getLocalName());
            if (!children(element).isEmpty()) {
                throw new Unreadable("element " + element.getLocalName() + " is not flat");
            }
            names.add(element.getLocalName());
            values.put(element.getLocalName(), element.getTextContent());
        }
        return new SoapCall(wrapper.getLocalName(), names, values);
    }

    private static Document parse(byte[] envelope) throws Unreadable {
        try {
            // decoded here, so that neither a declaration nor a half character can change it
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(envelope))
                            .toString();
            return builder().parse(new InputSource(new StringReader(text)));
        } catch (CharacterCodingException e) {
            throw new Unreadable("the request is not UTF-8");
        } catch (SAXException | IOException e) {
            throw new Unreadable("the request is not XML: " + e.getMessage());
        }
    }

    // no DTD, and with it no entity of any kind
    private static DocumentBuilder builder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java cannot read XML safely", e);
        }
    }

    private static void expect(Element element, String namespace, String name) throws Unreadable {
        if (!namespace.equals(element.getNamespaceURI()) || !name.equals(element.getLocalName())) {
            throw new Unreadable(
                    "expected %s in namespace %s, found %s in namespace %s"
                            .formatted(
                                    name,
                                    namespace,
                                    element.getLocalName(),
                                    element.getNamespaceURI()));
        }
    }

    private static Element only(List<Element> elements, String what) throws Unreadable {
        if (elements.size() != 1) {
            throw new Unreadable("expected one " + what + ", found " + elements.size());
        }
        return elements.get(0);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
