package org.meridian.operator.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The hosts that a certificate is for: its alternative names (RFC 6125), in lower case. */
record Names(List<String> hosts) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    static Names of(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return new Names(all == null
                    ? List.of()
                    : all.stream().filter(name -> name.get(0).equals(DNS) || name.get(0).equals(ADDRESS))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)).toList());
        } catch (CertificateParsingException e) {
            return new Names(List.of());
        }
    }

    /** By its whole name: who one is, no pattern says. */
    boolean contains(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return hosts.isEmpty() ? "no host" : String.join(", ", hosts);
    }
}
