package org.meridian.membership.signup;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.schemas.Limits;
import org.meridian.text.Domains;

/**
 * An address as RFC 5322 writes it, without a display name, comments or quotes, and with a full domain as the DNS has it. What
 * is before the @ is ASCII: not every mail server takes more (RFC 6531).
 */
public final class EmailAddress {

    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}");

    private EmailAddress() {}

    public static String checked(Fields fields, @Nullable String value) {
        return Optional.ofNullable(value).flatMap(EmailAddress::of).orElseGet(() -> {
            fields.reject("email", "email", "Give an e-mail address like ana@example.org.");
            return "";
        });
    }

    /** As it is stored and mailed to, whatever way its domain was written. Empty for what is no address. */
    static Optional<String> of(String written) {
        String text = written.strip();
        int at = text.lastIndexOf('@');
        return at < 0
                ? Optional.empty()
                : Domains.inDns(text.substring(at + 1)).map(domain -> text.substring(0, at + 1) + domain)
                        .filter(EmailAddress::isSensible);
    }

    /** As people write it. */
    public static String readable(String email) {
        int domain = email.lastIndexOf('@') + 1;
        return email.substring(0, domain) + Domains.readable(email.substring(domain));
    }

    /** Whose mailbox limits take it for: without what is behind a plus, and in small letters. */
    static String mailbox(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        String name = plus > 0 && plus < at ? address.substring(0, plus) : address.substring(0, at);
        return (name + address.substring(at)).toLowerCase(Locale.ROOT);
    }

    private static boolean isSensible(String address) {
        return address.length() <= Limits.EMAIL
                && LOCAL.matcher(address.substring(0, address.lastIndexOf('@'))).matches() && isStrict(address);
    }

    private static boolean isStrict(String address) {
        try {
            new InternetAddress(address, true).validate();
            return true;
        } catch (AddressException e) {
            return false;
        }
    }
}
