package org.meridian.web.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.web.calls.Charter;
import org.meridian.web.calls.Group;

class DraftTest {

    private static final Charter READ = charter("Kinship", "Be kind", List.of("Why?"));

    @Test
    void whatSomebodyElseChangedIsTakenOverWhereNothingWasTyped() {
        var draft = new Draft("1.1", READ, charter("Kinship carers", "Be kind", List.of("Why?")));

        Draft merged = draft.onto(group("Kin", null, List.of("Why?", "Since when?")));

        assertThat(merged.version()).isEqualTo("1.2");
        assertThat(merged.typed().name()).isEqualTo("Kinship carers");
        assertThat(merged.typed().rules()).isNull();
        assertThat(merged.typed().questions()).containsExactly("Why?", "Since when?");
        assertThat(merged.changes()).extracting(Draft.Change::name).containsExactly("name");
        assertThat(Draft.changes(draft.was(), merged.was())).extracting(Draft.Change::name).containsExactly("name",
                "rules", "questions");
    }

    @Test
    void onlyWhatWasChangedIsSentAndRulesCanBeTakenAway() {
        var change = new Draft("1.1", READ, charter("Kinship", null, List.of("Why?"))).change();

        assertThat(change.name()).isNull();
        assertThat(change.rules()).isEmpty();
        assertThat(change.questions()).isNull();
        assertThat(change.version()).isEqualTo("1.1");
    }

    @Test
    void aFormThatWasTakenBeforeIsDone() {
        var draft = new Draft("1.1", READ, charter("Kinship carers", "Be kind", List.of("Why?")));

        assertThat(draft.isDone(group("Kinship carers", "Be kind", List.of("Why?")))).isTrue();
        assertThat(draft.isDone(group("Kin", "Be kind", List.of("Why?")))).isFalse();
    }

    private static Charter charter(String name, @Nullable String rules, List<String> questions) {
        return new Charter(name, "For carers", rules, "international", "listed", "open", questions, List.of(), "full",
                List.of(), "none", "week");
    }

    private static Group group(String name, @Nullable String rules, List<String> questions) {
        return new Group("uk-1", "uk", name, "For carers", rules, "international", "listed", "open", questions,
                List.of(), "full", "open", Instant.EPOCH, 2, "owner", null, "1.2", null, null, List.of(), "none",
                "week", true,
                true);
    }
}
