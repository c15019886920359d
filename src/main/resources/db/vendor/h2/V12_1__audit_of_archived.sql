-- The head of the chain goes forward one by one only. (The amount of an archived change order is ChainTrigger's.)

CREATE TRIGGER audit_head_goes_forward BEFORE UPDATE ON audit_head
    FOR EACH ROW CALL 'io.ccobridge.audit.HeadForward';
