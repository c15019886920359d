<#-- GetPhase: every element of the service, in the order of the site's WSDL; "cco-bridge doctor" compares the two. -->
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <GetPhase xmlns="http://www.northgate-is.com/proiv/webservices/types">
      <Authorization_ID>${Authorization_ID}</Authorization_ID>
      <GUID>${GUID}</GUID>
      <pCompany_Code>${pCompany_Code!}</pCompany_Code>
      <pCost_Type>${pCost_Type!}</pCost_Type>
      <pJob_Number>${pJob_Number!}</pJob_Number>
      <pStatus_Code>${pStatus_Code!}</pStatus_Code>
      <pCost_Center>${pCost_Center!}</pCost_Center>
      <pSort_By>${pSort_By!}</pSort_By>
    </GetPhase>
  </soap:Body>
</soap:Envelope>
