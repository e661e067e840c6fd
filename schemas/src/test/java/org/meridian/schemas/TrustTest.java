package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;

class TrustTest {
    private static final String POST = PostPublished.class.getName() + ".v1.full.hex";

    @AfterEach
    void trustAgain() {
        ClassSecurityValidator.setGlobal(Trust.ofGeneratedClasses(ClassSecurityValidator.DEFAULT));
    }

    @Test
    void onceTheGeneratedClassesAreTrustedTheyAreRead() throws Exception {
        var lock = SchemaLock.onClassPath();
        var bytes = Golden.read(POST);

        ClassSecurityValidator.setGlobal(ClassSecurityValidator.DEFAULT);
        assertThatThrownBy(() -> Wire.decode(bytes, lock)).isInstanceOf(SecurityException.class);

        ClassSecurityValidator.setGlobal(Trust.ofGeneratedClasses(ClassSecurityValidator.DEFAULT));
        assertThat(Wire.decode(bytes, lock)).isInstanceOfSatisfying(PostPublished.class,
                post -> assertThat(post.getKind()).isEqualTo(Kind.QUESTION));
    }

    @Test
    void nothingElseIsTrustedBesides() {
        var trusted = Trust.ofGeneratedClasses(ClassSecurityValidator.DEFAULT);

        assertThat(trusted.isTrusted(PostPublished.class)).isTrue();
        assertThat(trusted.isTrusted(File.class)).isFalse();
        assertThat(trusted.isTrusted(SchemaLock.class)).isFalse();
    }
}
