package org.meridian.mail.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Optional;

/** Where a mail goes: one address, nothing around it, its domain as the DNS writes it. */
public final class Addressee {

    private Addressee() {}

    /** Empty for what no mail can be sent to: a header has one line and one address, whatever an account says. */
    public static Optional<InternetAddress> of(String email) {
        int at = email.lastIndexOf('@');
        if (at < 1 || email.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        try {
            String address = email.substring(0, at + 1)
                    + IDN.toASCII(email.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            var strict = new InternetAddress(address, true);
            return address.equals(strict.getAddress()) ? Optional.of(strict) : Optional.empty();
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the part before the @ needs a server that knows SMTPUTF8 (RFC 6531). */
    static boolean needsUtf8(InternetAddress address) {
        return address.getAddress().chars().anyMatch(c -> c > 127);
    }
}
