package io.ccobridge.http;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/**
 * An address that mail can be sent to, and nothing beside it, such as a name. The validator's own
 * wants a public top-level domain; many companies have mail at {@code .local} or {@code .internal}.
 */
final class EmailFormat implements Format {

    @Override
    public String getName() {
        return "email";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        try {
            return new InternetAddress(value, true).getAddress().equals(value);
        } catch (AddressException e) {
            return false;
        }
    }
}
