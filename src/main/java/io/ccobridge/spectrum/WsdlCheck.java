package io.ccobridge.spectrum;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Compares a site's WSDL with the template of a method: ProIV expects the elements that the WSDL
 * names, in its order (facts/spectrum-api.md 1.4).
 */
public final class WsdlCheck {

    private WsdlCheck() {}

    /**
     * A sentence for each difference; none when the two agree.
     *
     * @param wsdl its text
     * @param elements what the template sends, in its order
     */
    public static List<String> compare(String wsdl, String method, List<String> elements) {
        Document document;
        try {
            document = parse(wsdl);
        } catch (SAXException e) {
            return List.of("The WSDL of " + method + " cannot be read: it is not well-formed XML.");
        }
        return elementsOf(method, document)
                .map(expected -> differences(method, expected, elements))
                .orElseGet(
                        () ->
                                List.of(
                                        "The WSDL does not say which elements "
                                                + method
                                                + " takes."));
    }

    private static List<String> differences(
            String method, List<String> expected, List<String> sent) {
        List<String> sentences = new ArrayList<>();
        for (String element : expected) {
            if (!sent.contains(element)) {
                sentences.add("The template of " + method + " lacks " + element + ".");
            }
        }
        for (String element : sent) {
            if (!expected.contains(element)) {
                sentences.add(
                        "The template of "
                                + method
                                + " sends "
                                + element
                                + ", which the WSDL does not name.");
            }
        }
        List<String> expectedCommon = common(expected, sent);
        List<String> sentCommon = common(sent, expected);
        for (int i = 0; i < expectedCommon.size(); i++) {
            if (!expectedCommon.get(i).equals(sentCommon.get(i))) {
                sentences.add(
                        "The template of "
                                + method
                                + " sends "
                                + sentCommon.get(i)
                                + " where the WSDL has "
                                + expectedCommon.get(i)
                                + ".");
                break; // all that follow are out of place too
            }
        }
        return sentences;
    }

    private static List<String> common(List<String> these, List<String> those) {
        return new LinkedHashSet<>(these).stream().filter(those::contains).toList();
    }

    /**
     * Document style: the schema's element or type of that name; RPC style: the message's parts.
     */
    private static Optional<List<String>> elementsOf(String method, Document document) {
        for (String tag : List.of("element", "complexType")) {
            Optional<List<String>> names =
                    named(document.getElementsByTagNameNS("*", tag), method)
                            .map(holder -> names(holder, "element"));
            if (names.isPresent() && !names.get().isEmpty()) {
                return names;
            }
        }
        NodeList messages = document.getElementsByTagNameNS("*", "message");
        return named(messages, method)
                .or(() -> named(messages, method + "Request"))
                .map(message -> names(message, "part"))
                .filter(parts -> !parts.isEmpty());
    }

    private static Optional<Element> named(NodeList elements, String name) {
        for (int i = 0; i < elements.getLength(); i++) {
            if (elements.item(i) instanceof Element element
                    && element.getAttribute("name").equals(name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Element holder, String tag) {
        List<String> names = new ArrayList<>();
        NodeList elements = holder.getElementsByTagNameNS("*", tag);
        for (int i = 0; i < elements.getLength(); i++) {
            if (elements.item(i) instanceof Element element && element.hasAttribute("name")) {
                names.add(element.getAttribute("name"));
            }
        }
        return names;
    }

    private static Document parse(String wsdl) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // the default handler writes to standard error
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(wsdl)));
        } catch (ParserConfigurationException | java.io.IOException e) {
            throw new IllegalStateException("the JDK's parser reads a text", e);
        }
    }
}
