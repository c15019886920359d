package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WsdlCheckTest {

    interface Style {
        String wsdl(List<String> names);
    }

    static List<Style> styles() {
        return List.of(
                names ->
                        schema(
                                "<xsd:element name=\"GetJob\"><xsd:complexType>"
                                        + elements(names)
                                        + "</xsd:complexType></xsd:element>"),
                names ->
                        schema(
                                "<xsd:element name=\"GetJob\" type=\"t:GetJob\"/><xsd:complexType name=\"GetJob\">"
                                        + elements(names)
                                        + "</xsd:complexType>"),
                names ->
                        definitions(
                                "<w:message name=\"GetJobRequest\">"
                                        + parts(names)
                                        + "</w:message>"),
                names ->
                        definitions("<w:message name=\"GetJob\">" + parts(names) + "</w:message>"));
    }

    @ParameterizedTest
    @MethodSource("styles")
    void aTemplateThatAgreesHasNoDifference(Style style) {
        assertThat(WsdlCheck.compare(style.wsdl(List.of("A", "B")), "GetJob", List.of("A", "B")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("styles")
    void everyDifferenceIsASentence(Style style) {
        assertThat(
                        WsdlCheck.compare(
                                style.wsdl(List.of("A", "B", "C", "D")),
                                "GetJob",
                                List.of("A", "C", "B", "X")))
                .containsExactly(
                        "The template of GetJob lacks D.",
                        "The template of GetJob sends X, which the WSDL does not name.",
                        "The template of GetJob sends C where the WSDL has B.");
    }

    @Test
    void aWsdlThatSaysNothingOfTheMethodIsTold() {
        assertThat(WsdlCheck.compare(definitions(""), "GetJob", List.of("A")))
                .containsExactly("The WSDL does not say which elements GetJob takes.");
    }

    @Test
    void aTextThatIsNoWsdlIsTold() {
        List<String> unreadable =
                List.of("The WSDL of GetJob cannot be read: it is not well-formed XML.");

        assertThat(WsdlCheck.compare("<html>", "GetJob", List.of("A"))).isEqualTo(unreadable);
        assertThat(WsdlCheck.compare("<!DOCTYPE a><a/>", "GetJob", List.of("A")))
                .isEqualTo(unreadable);
    }

    private static String elements(List<String> names) {
        return names.stream()
                .map(name -> "<xsd:element name=\"" + name + "\" type=\"xsd:string\"/>")
                .collect(Collectors.joining("", "<xsd:sequence>", "</xsd:sequence>"));
    }

    private static String parts(List<String> names) {
        return names.stream()
                .map(name -> "<w:part name=\"" + name + "\" type=\"xsd:string\"/>")
                .collect(Collectors.joining());
    }

    private static String schema(String content) {
        return definitions(
                "<w:types><xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">"
                        + content
                        + "</xsd:schema></w:types>");
    }

    private static String definitions(String content) {
        return "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\">"
                + content
                + "</w:definitions>";
    }
}
