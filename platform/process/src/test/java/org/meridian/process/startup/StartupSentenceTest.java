package org.meridian.process.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What binding finds wrong is in the tests of each settings record. */
class StartupSentenceTest {

    @Test
    void aSentenceIsFoundWhereverItIsInTheFailure() {
        assertThat(StartupSentence.of(new IllegalStateException(new StartupProblem("Make space.")))).contains(
                "Make space.");
        assertThat(StartupSentence.of(new IllegalStateException(new WrongSetting("It is wrong.")))).contains(
                "It is wrong.");
    }

    @Test
    void aVariableThatIsNotThereIsNamed() {
        Throwable failure = catchThrowable(
                () -> new StandardEnvironment().resolveRequiredPlaceholders("${MERIDIAN_NOT_THERE}/schema"));
        assertThat(StartupSentence.of(new IllegalStateException(failure)))
                .contains("MERIDIAN_NOT_THERE is not set, and has to be: give it as an environment variable.");
    }

    /** As a library's settings. */
    public static final class Pool {

        public void setMaximumSize(int size) {
            throw new IllegalArgumentException("maximum size cannot be less than 1");
        }
    }

    @Test
    void aValueThatALibraryRefusesIsNamedWithItsReason() {
        var binder = new Binder(List.of(new MapConfigurationPropertySource(Map.of("pool.maximum-size", "0"))));
        assertThat(StartupSentence.of(catchThrowable(() -> binder.bind("pool", Pool.class))))
                .contains("pool.maximum-size cannot be \"0\": maximum size cannot be less than 1.");
    }

    @Test
    void aSecretThatStandsOneLevelTooHighIsNotQuoted() {
        var binder = new Binder(List.of(new MapConfigurationPropertySource(
                Map.of("meridian.node", "uk", "meridian.peers.nz", "hush"))));
        assertThat(StartupSentence.of(catchThrowable(() -> binder.bind("meridian", NodeSettings.class))))
                .contains("meridian.peers.nz cannot be this: it takes settings of its own below it.");
    }

    @Test
    void whatNobodyForesawHasNone() {
        assertThat(StartupSentence.of(new IllegalStateException("deep inside"))).isEmpty();
    }
}
