<#-- GetJob: every element of the service, in the order of the site's WSDL; "cco-bridge doctor" compares the two. -->
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <GetJob xmlns="http://www.northgate-is.com/proiv/webservices/types">
      <Authorization_ID>${Authorization_ID}</Authorization_ID>
      <GUID>${GUID}</GUID>
      <pCompany_Code>${pCompany_Code!}</pCompany_Code>
      <pDivision>${pDivision!}</pDivision>
      <pStatus_Code>${pStatus_Code!}</pStatus_Code>
      <pProject_Manager>${pProject_Manager!}</pProject_Manager>
      <pSuperintendent>${pSuperintendent!}</pSuperintendent>
      <pEstimator>${pEstimator!}</pEstimator>
      <pCustomer_Code>${pCustomer_Code!}</pCustomer_Code>
      <pCost_Center>${pCost_Center!}</pCost_Center>
      <pSort_By>${pSort_By!}</pSort_By>
    </GetJob>
  </soap:Body>
</soap:Envelope>
