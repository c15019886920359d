package io.ccobridge.spectrum;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A SOAP message that was read to its end, whatever its namespace prefixes.
 *
 * @param wrapper local name of the only element in the body, for example {@code
 *     ARChangeRequestResponse} or {@code Fault}
 * @param rows every element that holds plain values, in the order in which they end
 */
record SoapMessage(String wrapper, List<Row> rows) {

    /** An element that holds plain values. */
    record Row(List<Value> values) {

        /**
         * The value of that name, in any letter case, without blanks around it; empty when there is
         * none, all of them when there are several.
         */
        String get(String name) {
            return values.stream()
                    .filter(value -> value.name().equalsIgnoreCase(name))
                    .map(Value::text)
                    .collect(Collectors.joining(" "))
                    .strip();
        }

        boolean has(String name) {
            return values.stream().anyMatch(value -> value.name().equalsIgnoreCase(name));
        }
    }

    record Value(String name, String text) {}

    /** The text is no SOAP message. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }

        Unreadable(Exception cause) {
            super("it is not well-formed XML", cause);
        }
    }

    private static final int MAX_DEPTH = 100;

    /** Looked for anywhere, so a hidden complaint is not taken for silence. */
    private static final String ERROR_CODE = "error_code";

    private static final XMLInputFactory XML = secureFactory();

    static SoapMessage read(String text) throws Unreadable {
        try {
            XMLStreamReader reader =
                    XML.createXMLStreamReader(new StringReader(withoutByteOrderMark(text)));
            try {
                return new Reading(reader).message();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // the JDK's parser answers some broken texts with a RuntimeException
            throw new Unreadable(e);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
    }

    private static XMLInputFactory secureFactory() {
        // the JDK's own, whatever else is on the class path; no DTD, so no entity and no other file
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static final class Reading {

        private final XMLStreamReader reader;
        private final Deque<Element> open = new ArrayDeque<>();
        private final List<Row> rows = new ArrayList<>();
        private final List<String> wrappers = new ArrayList<>();

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        SoapMessage message() throws XMLStreamException, Unreadable {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        open.element().text.append(reader.getText());
                    }
                    case XMLStreamConstants.DTD ->
                            throw new Unreadable(
                                    "it has a document type, which no SOAP message may have");
                    default -> {
                        // comments, blanks between elements
                    }
                }
            }
            if (wrappers.size() != 1) {
                throw new Unreadable("it is not a SOAP envelope with one element in its body");
            }
            return new SoapMessage(wrappers.get(0), List.copyOf(rows));
        }

        private void start(String name) throws Unreadable {
            if (open.size() == MAX_DEPTH) {
                throw new Unreadable("its elements are nested too deeply");
            }
            if (open.size() == 2 && path().equals("Envelope/Body")) {
                wrappers.add(name);
            }
            if (!open.isEmpty()) {
                open.element().hasElements = true;
            }
            open.push(new Element(name));
        }

        private void end() throws Unreadable {
            Element element = open.pop();
            if (!element.values.isEmpty()) {
                rows.add(new Row(List.copyOf(element.values)));
            }
            if (element.hasElements) {
                if (element.name.toLowerCase(Locale.ROOT).equals(ERROR_CODE)) {
                    throw new Unreadable("its error code is not a plain value");
                }
            } else if (!open.isEmpty()) {
                open.element().values.add(new Value(element.name, element.text.toString().strip()));
            }
        }

        private String path() {
            return open.peekLast().name + "/" + open.peekFirst().name;
        }
    }

    private static final class Element {
        final String name;
        final StringBuilder text = new StringBuilder();
        final List<Value> values = new ArrayList<>();
        boolean hasElements;

        Element(String name) {
            this.name = name;
        }
    }
}
