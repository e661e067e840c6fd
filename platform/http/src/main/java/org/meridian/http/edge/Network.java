package org.meridian.http.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses with the same beginning.
 *
 * @param prefix how many bits they have in common
 */
record Network(InetAddress address, int prefix) {

    /** What a provider gives one household or one machine; whoever has one has all the addresses in it. */
    private static final int IPV6_SITE = 64;

    /** @param written an address, or one with a slash and a number of bits behind it */
    static Optional<Network> of(String written) {
        String[] parts = written.strip().split("/", 2);
        try {
            InetAddress address = InetAddress.ofLiteral(parts[0]);
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new Network(address, prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean has(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && beginning(other, prefix).equals(beginning(address, prefix));
    }

    /** Whom limits take for one: an address, or a /64 of IPv6. */
    static InetAddress site(InetAddress address) {
        return address instanceof Inet6Address ? beginning(address, IPV6_SITE) : address;
    }

    private static InetAddress beginning(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int whole = bits / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff << Byte.SIZE - bits % Byte.SIZE);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
