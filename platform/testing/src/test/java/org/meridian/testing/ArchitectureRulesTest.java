package org.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureRulesTest {

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importPackages("org.meridian.testing.planted");

    private static void bites(ArchRule rule, String... culprits) {
        assertThatThrownBy(() -> rule.check(PLANTED)).isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(culprits);
    }

    @Test
    void eachBites() {
        bites(ArchitectureRules.noCyclesBetweenPackages(), "planted.a", "planted.b");
        bites(ArchitectureRules.decidersArePure(), "JoinDecider", "JdbcTemplate");
        bites(ArchitectureRules.decidersMakeNoIds(), "JoinDecider", "Ids.create");
        bites(ArchitectureRules.onlyTheOutboxProduces(), "Shortcuts.produce");
        bites(ArchitectureRules.nothingBlocks(), "Shortcuts.block");
        bites(ArchitectureRules.programsBeginWithTheirDefaults(), "Shortcuts.main");
    }

    @Test
    void aTopicsNameIsFoundInAnyModulesSources(@TempDir Path root) throws IOException {
        Path sources = Files.createDirectories(root.resolve("services/posts/src/main/java/org/meridian/posts"));
        Files.writeString(sources.resolve("Feed.java"),
                """
                class Feed { String own = "shared.posts"; String of = "nz.to-uk.answers"; String no = "shared things"; }""");
        Files.writeString(sources.resolve("Other.java"), "class Other { String s = \"domestic.accounts\"; }");
        Path tests = Files.createDirectories(root.resolve("services/posts/src/test/java/org/meridian/posts"));
        Files.writeString(tests.resolve("FeedTest.java"), "class FeedTest { String s = \"shared.posts\"; }");
        assertThat(ArchitectureRules.topicLiterals(root)).containsExactlyInAnyOrder("Feed.java: \"shared.posts\"",
                "Feed.java: \"nz.to-uk.answers\"", "Other.java: \"domestic.accounts\"");
    }
}
