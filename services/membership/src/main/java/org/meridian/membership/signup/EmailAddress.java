package org.meridian.membership.signup;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;

/** An address as RFC 5322 writes it, without a display name, comments or quotes, and with a full domain in lower case. */
final class EmailAddress {

    private static final int MAX_CHARS = 254;
    private static final Pattern SENSIBLE = Pattern
            .compile(
                    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

    private EmailAddress() {}

    static String checked(Fields fields, @Nullable String value) {
        String address = value == null ? "" : lowerCaseDomain(value.strip());
        if (address.length() > MAX_CHARS || !SENSIBLE.matcher(address).matches() || !isStrict(address)) {
            fields.reject("email", "Give an e-mail address like ana@example.org.");
        }
        return address;
    }

    private static String lowerCaseDomain(String address) {
        int domain = address.lastIndexOf('@') + 1;
        return address.substring(0, domain) + address.substring(domain).toLowerCase(Locale.ROOT);
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
