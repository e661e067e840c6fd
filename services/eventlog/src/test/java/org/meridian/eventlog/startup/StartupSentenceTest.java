package org.meridian.eventlog.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.meridian.eventlog.settings.WrongSetting;
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

    @Test
    void whatNobodyForesawHasNone() {
        assertThat(StartupSentence.of(new IllegalStateException("deep inside"))).isEmpty();
    }
}
