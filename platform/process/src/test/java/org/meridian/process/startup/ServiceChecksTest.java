package org.meridian.process.startup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestDatabase;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** What an operator reads when a service that runs alone is set up wrongly. */
class ServiceChecksTest {

    private static final TestDatabase DATABASE = RealServers.database();

    /** A service that needs nothing but its settings. */
    static final class Nothing {}

    @Test
    void withAllItsSettingsItStarts() {
        startsWith(Map.of());
    }

    @Test
    void aSettingThatIsMissingIsNamed() {
        assertThatThrownBy(() -> startsWith(Map.of("MERIDIAN_PUBLIC_URL", "${MERIDIAN_NOT_GIVEN}")))
                .isInstanceOf(StartupProblem.class).hasMessageContaining("meridian.public-url")
                .hasMessageContaining("MERIDIAN_NOT_GIVEN");
    }

    @Test
    void anAliasThatIsNoneIsRefused() {
        assertThatThrownBy(() -> startsWith(Map.of("meridian.node", "Not An Alias")))
                .isInstanceOf(StartupProblem.class).hasMessageContaining("Not An Alias");
    }

    @Test
    void withoutKafkasAddressItDoesNotStart() {
        assertThatThrownBy(() -> startsWith(Map.of("meridian.kafka.bootstrap.servers", "")))
                .isInstanceOf(StartupProblem.class).hasMessageContaining("bootstrap.servers");
    }

    @Test
    void aDatabaseThatRefusesIsNamedWithItsReason() {
        String refused = DATABASE.url().replace("/" + DATABASE.name(), "/not_made");

        assertThatThrownBy(() -> startsWith(Map.of("spring.datasource.url", refused)))
                .isInstanceOf(StartupProblem.class).hasMessageContaining(refused)
                .hasMessageContaining("database \"not_made\" does not exist").hasMessageNotContaining("\n");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> startsWith(Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none")))
                .isInstanceOf(StartupProblem.class).hasMessageContaining("127.0.0.1:1");
    }

    private static void startsWith(Map<String, String> changed) {
        Map<String, Object> settings = new HashMap<>(Map.of("spring.config.name", "a-service", "MERIDIAN_PUBLIC_URL",
                "https://uk.example", "meridian.node", "uk",
                "meridian.kafka.bootstrap.servers", "kafka:9092", "spring.datasource.url", DATABASE.url(),
                "spring.datasource.username", DATABASE.user(), "spring.datasource.password", DATABASE.password()));
        settings.putAll(changed);
        new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).properties(settings)
                .initializers(new ServiceChecks("a-service", true)).run().close();
    }
}
