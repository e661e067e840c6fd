package org.meridian.operator.peering;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.HKDFParameterSpec;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The secret of a pair of countries: X25519 (RFC 7748) of one's private and the other's public key, through HKDF-SHA256 (RFC
 * 5869) with both names and both public keys. Both come to the same, and nobody else does.
 */
final class SharedSecret {

    private static final String CURVE = "X25519";
    private static final int BYTES = 32;
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final PrivateKey key;

    private SharedSecret(PrivateKey key) {
        this.key = key;
    }

    /** @throws WrongSetting when the file has no such key */
    static SharedSecret of(Path file) {
        try {
            PrivateKey key = PemContent.load(file).getPrivateKey();
            if (key != null) {
                var secret = new SharedSecret(key);
                secret.publicKey();
                return secret;
            }
        } catch (IOException | RuntimeException notIt) {
            // told below
        }
        throw new WrongSetting("meridian.tls.agreement cannot be \"" + file
                + "\": it takes a file with an X25519 key in PEM, as scripts/certs makes it.");
    }

    /** The public key, as Base64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(agreed(BASE_POINT));
    }

    /** @return 64 hexadecimal digits, the same at the other node */
    String with(String own, String other, String otherPublicKey) {
        byte[] theirs = Base64.getDecoder().decode(otherPublicKey);
        byte[] agreed = agreed(number(theirs));
        String pair = Stream.of(own + " " + publicKey(), other + " " + otherPublicKey).sorted().reduce("meridian pair",
                (all, next) -> all + " " + next);
        try {
            byte[] secret = KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(agreed)
                    .thenExpand(pair.getBytes(StandardCharsets.UTF_8), BYTES));
            return HexFormat.of().formatHex(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] agreed(BigInteger theirs) {
        try {
            PublicKey other = KeyFactory.getInstance(CURVE)
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, theirs));
            var agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(key);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The two keys come to no secret: " + e.getMessage(), e);
        }
    }

    /** Its last byte comes first in a {@link XECPublicKey}'s number. */
    private static BigInteger number(byte[] littleEndian) {
        byte[] bytes = Arrays.copyOf(littleEndian, BYTES);
        for (int i = 0; i < BYTES / 2; i++) {
            byte kept = bytes[i];
            bytes[i] = bytes[BYTES - 1 - i];
            bytes[BYTES - 1 - i] = kept;
        }
        return new BigInteger(1, bytes);
    }
}
