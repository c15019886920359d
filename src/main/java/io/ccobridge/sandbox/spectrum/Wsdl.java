package io.ccobridge.sandbox.spectrum;

/** The WSDL of a service: whoever reads it learns the elements and their order. */
final class Wsdl {

    private Wsdl() {}

    static String of(Layout layout, String baseUrl) {
        StringBuilder elements = new StringBuilder();
        for (Element element : layout.elements()) {
            elements.append(
                    """
                              <xsd:element name="%s">
                                <xsd:simpleType>
                                  <xsd:restriction base="xsd:string">
                                    <xsd:maxLength value="%d"/>
                                  </xsd:restriction>
                                </xsd:simpleType>
                              </xsd:element>
                    """
                            .formatted(element.name(), element.maxLength()));
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <wsdl:definitions name="%1$s" targetNamespace="%2$s" xmlns:nis="%2$s"
                    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
                    xmlns:xsd="http://www.w3.org/2001/XMLSchema">
                  <wsdl:types>
                    <xsd:schema targetNamespace="%2$s" elementFormDefault="qualified">
                      <xsd:element name="%1$s">
                        <xsd:complexType>
                          <xsd:sequence>
                %4$s          </xsd:sequence>
                        </xsd:complexType>
                      </xsd:element>
                      <xsd:element name="%1$sResponse" type="xsd:anyType"/>
                    </xsd:schema>
                  </wsdl:types>
                  <wsdl:message name="%1$sRequest">
                    <wsdl:part name="parameters" element="nis:%1$s"/>
                  </wsdl:message>
                  <wsdl:message name="%1$sAnswer">
                    <wsdl:part name="parameters" element="nis:%1$sResponse"/>
                  </wsdl:message>
                  <wsdl:portType name="%1$sPort">
                    <wsdl:operation name="%1$s">
                      <wsdl:input message="nis:%1$sRequest"/>
                      <wsdl:output message="nis:%1$sAnswer"/>
                    </wsdl:operation>
                  </wsdl:portType>
                  <wsdl:binding name="%1$sBinding" type="nis:%1$sPort">
                    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
                    <wsdl:operation name="%1$s">
                      <soap:operation soapAction="%3$s/ws/%1$s"/>
                      <wsdl:input><soap:body use="literal"/></wsdl:input>
                      <wsdl:output><soap:body use="literal"/></wsdl:output>
                    </wsdl:operation>
                  </wsdl:binding>
                  <wsdl:service name="%1$s">
                    <wsdl:port name="%1$sPort" binding="nis:%1$sBinding">
                      <soap:address location="%3$s/ws/%1$s"/>
                    </wsdl:port>
                  </wsdl:service>
                </wsdl:definitions>
                """
                .formatted(layout.method(), SoapCall.TYPES, baseUrl, elements);
    }
}
