-- A new entry gets its place in the chain, whoever adds it; what is in the chain stays in it as it is. TRUNCATE, for
-- which H2 fires no trigger, is refused because audit_stays refers to both tables.

CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
    FOR EACH ROW CALL 'io.ccobridge.audit.ChainTrigger';
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE, DELETE ON audit_entry
    FOR EACH ROW CALL 'io.ccobridge.audit.AppendOnly';
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
    FOR EACH ROW CALL 'io.ccobridge.audit.AppendOnly';
