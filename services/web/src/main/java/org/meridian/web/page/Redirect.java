package org.meridian.web.page;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Where a form leads that was taken: another page, so that loading it again sends nothing again (303). */
public final class Redirect {

    private Redirect() {}

    /** @param path of this node, for example {@code /groups}; anything else becomes {@code /} */
    public static ResponseEntity<Void> to(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(Paths.local(path))).build();
    }
}
