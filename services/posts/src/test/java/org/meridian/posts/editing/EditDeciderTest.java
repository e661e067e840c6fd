package org.meridian.posts.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.community.Participation;
import org.meridian.community.Participation.Outsider;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.EarlierText;
import org.meridian.posts.editing.EditDecider.Changes;
import org.meridian.posts.editing.EditDecider.Edited;
import org.meridian.posts.publishing.Text;
import org.meridian.schemas.Limits;

class EditDeciderTest {

    private static final Instant PUBLISHED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = PUBLISHED.plusSeconds(60);
    private static final UUID EVENT = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final Text FIRST = new Text(1, PUBLISHED, "Title", "Body", List.of("peat"), "NZ", "en");
    private static final Changes BODY = new Changes(null, "Better", null, null, null);

    private static Participant author(Role role, boolean closed) {
        return new Participant("uk-g", "uk-m", 3, role, true, closed, null);
    }

    private static Post.Shown post(Text text, List<Text> earlier, EditingTime editing, Participation author) {
        return new Post.Shown("uk-p", "uk-g", false, 4, PUBLISHED, PUBLISHED, text, earlier, editing, true, author);
    }

    private static Post.Shown post() {
        return post(FIRST, List.of(), EditingTime.WEEK, author(Role.MEMBER, false));
    }

    private static Optional<Edited> edit(Post post, Changes changes, @Nullable Integer version) {
        return EditDecider.edit(post, changes, version, EVENT, NOW);
    }

    private static String refusal(Post post, Changes changes, @Nullable Integer version, Instant now) {
        return catchThrowableOfType(Refusal.class, () -> EditDecider.edit(post, changes, version, EVENT, now)).type();
    }

    @Test
    void whatIsLeftOutStaysWhatIsEmptyGoesAndTheTextBeforeIsKept() {
        Edited edited = edit(post(), new Changes("", "Better", null, null, ""), 1).orElseThrow();

        assertThat(edited.domestic()).isTrue();
        assertThat(edited.fact().getVersion()).isEqualTo(5);
        assertThat(edited.fact().getContentVersion()).isEqualTo(2);
        assertThat(edited.fact().getMembershipVersion()).isEqualTo(3);
        assertThat(edited.fact().getOccurredAt()).isEqualTo(NOW);
        assertThat(edited.content().getVersion()).isEqualTo(2);
        assertThat(edited.content().getTitle()).isNull();
        assertThat(edited.content().getBody()).isEqualTo("Better");
        assertThat(edited.content().getTags()).containsExactly("peat");
        assertThat(edited.content().getJurisdiction()).isEqualTo("NZ");
        assertThat(edited.content().getLanguage()).isNull();
        assertThat(edited.content().getEditedAt()).isEqualTo(NOW);
        assertThat(edited.content().getEarlier()).containsExactly(FIRST.asEarlier());
    }

    @Test
    void aTextThatWasReadBeforeAnotherEditIsRefusedUnlessItSaysTheSame() {
        Text second = new Text(2, NOW, "Title", "Better", List.of("peat"), "NZ", "en");
        Post twice = post(second, List.of(FIRST), EditingTime.WEEK, author(Role.MEMBER, false));

        assertThat(refusal(twice, new Changes(null, "Mine", null, null, null), 1, NOW)).isEqualTo("text-changed");
        assertThat(edit(twice, BODY, 1)).isEmpty();
        assertThat(edit(twice, new Changes(null, "Mine", null, null, null), 2)).isPresent();
        assertThat(edit(twice, new Changes(null, "Mine", null, null, null), null)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"NEVER, PT0S, false", "HOUR, PT59M, true", "HOUR, PT1H, false", "DAY, PT23H, true", "DAY, PT24H, false",
            "WEEK, P6D, true", "WEEK, P7D, false", "UNKNOWN, P6D, true", "UNKNOWN, P7D, false", "ALWAYS, P9999D, true"})
    void untilWhenIsTheChartersChoice(EditingTime editing, Duration later, boolean allowed) {
        Post post = post(FIRST, List.of(), editing, author(Role.MEMBER, false));
        Instant now = PUBLISHED.plus(later);

        if (allowed) {
            assertThat(EditDecider.edit(post, BODY, 1, EVENT, now)).isPresent();
        } else {
            assertThat(refusal(post, BODY, 1, now)).isEqualTo("too-late-to-edit");
        }
    }

    @Test
    void onlyWhoMayWriteEditsWhatIsThere() {
        assertThat(refusal(new Post.Missing(), BODY, 1, NOW)).isEqualTo("not-found");
        assertThat(refusal(new Post.Gone(), BODY, 1, NOW)).isEqualTo("post-withdrawn");
        assertThat(refusal(post(FIRST, List.of(), EditingTime.WEEK, author(Role.MEMBER, true)), BODY, 1, NOW))
                .isEqualTo("group-closed");
        assertThat(refusal(post(FIRST, List.of(), EditingTime.WEEK, author(Role.OBSERVER, false)), BODY, 1, NOW))
                .isEqualTo("observers-only-read");
        assertThat(refusal(post(FIRST, List.of(), EditingTime.WEEK, new Outsider(true, false)), BODY, 1, NOW))
                .isEqualTo("not-a-member");
        assertThat(refusal(post(FIRST, List.of(), EditingTime.WEEK, new Outsider(false, false)), BODY, 1, NOW))
                .isEqualTo("not-found");
    }

    @Test
    void aReplyHasABodyOnly() {
        Post reply = new Post.Shown("uk-r", "uk-g", true, 1, PUBLISHED, PUBLISHED,
                new Text(1, PUBLISHED, null, "Body", List.of(), null, null), List.of(), EditingTime.WEEK, false,
                author(Role.MEMBER, false));

        assertThat(edit(reply, BODY, 1)).isPresent();
        assertThat(refusal(reply, new Changes("Title", null, null, null, null), 1, NOW)).isEqualTo("invalid-fields");
        assertThat(refusal(reply, new Changes(null, null, List.of("tag"), null, null), 1, NOW))
                .isEqualTo("invalid-fields");
    }

    @Test
    void theFirstTextAndTheNewestAreKeptAndAllOfItFitsIntoARecord() throws Exception {
        List<Text> earlier = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            earlier.add(new Text(i, PUBLISHED.plusSeconds(i), "Title", "Body " + i, List.of("peat"), "NZ", "en"));
        }
        assertThat(
                versions(edit(post(earlier.removeLast(), earlier, EditingTime.WEEK, author(Role.MEMBER, false)), BODY,
                        300)))
                .hasSize(Limits.EARLIER_TEXTS).startsWith(1, 202).endsWith(299, 300);

        List<Text> long_ = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            long_.add(new Text(i, PUBLISHED, null, "\u20ac".repeat(25_000), List.of(), null, null));
        }
        assertThat(
                versions(edit(post(long_.removeLast(), long_, EditingTime.WEEK, author(Role.MEMBER, false)), BODY, 20)))
                .containsExactly(1, 16, 17, 18, 19, 20);

        Text huge = new Text(1, PUBLISHED, null, "\ud83d\udc69".repeat(100_000), List.of(), null, null);
        Edited none = edit(post(huge, List.of(), EditingTime.WEEK, author(Role.MEMBER, false)),
                new Changes(null, "\ud83d\udc68".repeat(100_000), null, null, null), 1).orElseThrow();
        assertThat(none.content().getEarlier()).isEmpty();
        assertThat(none.content().getVersion()).isEqualTo(2);
    }

    private static List<Integer> versions(Optional<Edited> edited) throws Exception {
        var content = edited.orElseThrow().content();
        assertThat(org.meridian.events.posts.PostContent.getEncoder().encode(content).remaining())
                .isLessThan(Limits.CONTENT_BYTES);
        return content.getEarlier().stream().map(EarlierText::getVersion).toList();
    }
}
