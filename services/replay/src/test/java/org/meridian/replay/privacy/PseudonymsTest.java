package org.meridian.replay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PseudonymsTest {

    private final PseudonymKey key = PseudonymKey.fresh();

    @Provide
    Arbitrary<List<String>> ids() {
        return Arbitraries.strings().withCharRange('0', 'f').ofLength(36).map(uuid -> "uk-" + uuid)
                .list().ofMinSize(1).ofMaxSize(300);
    }

    private static String of(Pseudonyms pseudonyms, String id) {
        byte[] bytes = ("  " + id + "x").getBytes(StandardCharsets.UTF_8);
        return new String(pseudonyms.of(bytes, 2, bytes.length - 3), StandardCharsets.US_ASCII);
    }

    @Property(tries = 50)
    void aPseudonymIsTheSameForTheSameIdAndForNoOther(@ForAll("ids") List<String> ids) {
        Pseudonyms one = new Pseudonyms(key, Set.of(), Set.of());
        Map<String, String> idOf = new HashMap<>();
        for (String id : ids) {
            String pseudonym = of(one, id);
            assertThat(pseudonym).matches("uk-[0-9a-f]{24}");
            assertThat(idOf.merge(pseudonym, id, (before, now) -> before)).isEqualTo(id);
            assertThat(of(new Pseudonyms(key, Set.of(), Set.of()), id)).isEqualTo(pseudonym).isEqualTo(of(one, id));
            assertThat(of(new Pseudonyms(PseudonymKey.fresh(), Set.of(), Set.of()), id)).isNotEqualTo(pseudonym);
        }
    }

    @Property(tries = 20)
    void theHmacIsTheStandardOne(@ForAll @net.jqwik.api.constraints.Size(32) byte[] secret, @ForAll byte[] text)
            throws java.security.GeneralSecurityException {
        var standard = javax.crypto.Mac.getInstance("HmacSHA256");
        standard.init(new javax.crypto.spec.SecretKeySpec(secret, "HmacSHA256"));
        byte[] tag = new byte[Hmac.BYTES];
        new Hmac(secret).of(new byte[0], text, 0, text.length, tag);

        assertThat(tag).isEqualTo(standard.doFinal(text));
    }

    @Property(tries = 20)
    void aGroupIsShownOnlyWhenItHasMembersEnough(@ForAll("ids") List<String> ids) {
        String large = ids.getFirst();
        Pseudonyms pseudonyms = new Pseudonyms(key, Set.of(large), Set.of("nz-small"));
        for (String id : ids) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            String shown = new String(pseudonyms.ofGroup(bytes, 0, bytes.length), StandardCharsets.US_ASCII);
            assertThat(shown.equals("other")).isEqualTo(!id.equals(large));
            assertThat(of(pseudonyms, id)).isNotEqualTo("other");
        }
        assertThat(of(pseudonyms, "nz-small")).isEqualTo("other");
    }
}
