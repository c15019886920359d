package io.ccobridge.notice;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;

/** How the mail server is reached. */
public final class MailSession {

    private static final String TIMEOUT = Long.toString(Duration.ofSeconds(30).toMillis());

    private MailSession() {}

    /**
     * @param tls {@code none}, {@code starttls} (required, not only tried) or {@code tls}
     * @param user empty: the server wants no name
     */
    public static Session of(String host, int port, String tls, String user, String password) {
        Properties options = new Properties();
        options.setProperty("mail.transport.protocol", "smtp");
        options.setProperty("mail.smtp.host", host);
        options.setProperty("mail.smtp.port", Integer.toString(port));
        options.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
        options.setProperty("mail.smtp.timeout", TIMEOUT);
        options.setProperty("mail.smtp.writetimeout", TIMEOUT);
        options.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        options.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls.equals("tls")));
        options.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls.equals("starttls")));
        options.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(tls.equals("starttls")));
        options.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        return Session.getInstance(
                options,
                user.isEmpty()
                        ? null
                        : new Authenticator() {
                            @Override
                            protected PasswordAuthentication getPasswordAuthentication() {
                                return new PasswordAuthentication(user, password);
                            }
                        });
    }
}
