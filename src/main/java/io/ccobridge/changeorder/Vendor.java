package io.ccobridge.changeorder;

/**
 * The contract company of a commitment, as Procore knows it.
 *
 * @param id null when the commitment names none
 * @param originId Procore's ERP field, or null
 * @param originCode the ERP code that people see in Procore, or null
 */
public record Vendor(Long id, String name, String originId, String originCode) {}
