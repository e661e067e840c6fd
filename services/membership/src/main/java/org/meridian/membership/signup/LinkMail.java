package org.meridian.membership.signup;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The mail with the link. It quotes nothing that the visitor wrote, since anybody can have it sent to anybody; it is ASCII,
 * so that the link stands in its source as it is.
 */
@Component
final class LinkMail {

    private final JavaMailSender sender;
    private final SignupSettings settings;

    LinkMail(JavaMailSender sender, SignupSettings settings) {
        this.sender = sender;
        this.settings = settings;
    }

    /** @throws org.springframework.mail.MailException while the mail server does not take it */
    void send(SignInLinks.Due due, boolean known) {
        String link = settings.publicUrl() + "/sign-in?token=" + due.token();
        String purpose = known ? "sign in to Meridian" : "confirm your address and join Meridian";
        MimeMessage message = sender.createMimeMessage();
        try {
            var helper = new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, "UTF-8");
            helper.setFrom(settings.mailFrom());
            helper.setTo(due.email());
            helper.setSubject(known ? "Sign in to Meridian" : "Welcome to Meridian");
            helper.setText(text(link, purpose), html(link, purpose));
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail cannot be composed", e);
        }
        sender.send(message);
    }

    private static String text(String link, String purpose) {
        return """
                Hello,

                follow this link to %s:

                %s

                It works once, within %d minutes. If you did not ask for it, ignore this mail.
                """.formatted(purpose, link, SignInLinks.LIFETIME.toMinutes());
    }

    private static String html(String link, String purpose) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Meridian</title></head>
                <body>
                <p>Hello,</p>
                <p><a href="%2$s">Follow this link to %1$s.</a></p>
                <p>It works once, within %3$d minutes. If you did not ask for it, ignore this mail.</p>
                </body></html>
                """.formatted(HtmlUtils.htmlEscape(purpose), HtmlUtils.htmlEscape(link),
                SignInLinks.LIFETIME.toMinutes());
    }
}
