package org.meridian.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The files that pages load. Their addresses have a hash of all of them, so that browsers may keep them for a year. */
@Component
final class Assets {

    private final String version;

    Assets() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:assets/*")) {
                all.update(file.getContentAsByteArray());
            }
            this.version = HexFormat.of().formatHex(all.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String version() {
        return version;
    }
}
