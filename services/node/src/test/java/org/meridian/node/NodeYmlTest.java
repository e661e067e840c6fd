package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What every node has in common, with the few settings that a node's own file has to give. */
class NodeYmlTest {

    private final StandardEnvironment node = new StandardEnvironment();
    private final EnumerablePropertySource<?> common;

    NodeYmlTest() throws IOException {
        common = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load("node.yml", new ClassPathResource("node.yml")).getFirst();
        node.getPropertySources().addLast(common);
        node.getPropertySources().addFirst(
                new MapPropertySource("own", Map.of("meridian.node", "uk", "meridian.embedded.data", "/var/lib/uk")));
    }

    /** Spring would take a name that nothing has for what is meant, and make a folder that is called so. */
    @Test
    void whatItRefersToIsThere() {
        assertThat(common.getPropertyNames()).isNotEmpty();
        for (String name : common.getPropertyNames()) {
            assertThatCode(() -> node.resolveRequiredPlaceholders(String.valueOf(common.getProperty(name)))).as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void replaysAreInTheNodesDirectory() {
        assertThat(node.getProperty("meridian.replays.folder")).isEqualTo("/var/lib/uk/replays");
    }
}
