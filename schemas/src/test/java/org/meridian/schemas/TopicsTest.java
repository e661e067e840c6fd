package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.schemas.Topics.Kind;
import org.meridian.schemas.Topics.Place;
import org.meridian.schemas.Topics.TopicSpec;

class TopicsTest {

    @ParameterizedTest
    @CsvSource({
            "shared.posts,         ,   shared.posts,      shared.posts,   FACTS,   ",
            "nz.shared.posts,      nz, shared.posts,      shared.posts,   FACTS,   ",
            "nz.shared.schemas,    nz, shared.schemas,    shared.schemas, SCHEMAS, ",
            "to-uk.requests,       ,   to-uk.requests,    to.requests,    FACTS,   uk",
            "shared2.to-uk.answers,  shared2, to-uk.answers,  to.answers,       CONTENT,   uk",
            "domestic.accounts,    ,   domestic.accounts, domestic.accounts, CONTENT, "})
    void aNameSaysWhereARecordStands(String name, String peer, String topic, String base, Kind kind, String to) {
        var place = Topics.place(name);

        assertThat(place).isEqualTo(new Place(peer, topic));
        assertThat(place.name()).isEqualTo(name);
        assertThat(place.base()).isEqualTo(base);
        assertThat(place.kind()).isEqualTo(kind);
        assertThat(place.addressee()).isEqualTo(to);
        assertThat(place.isAddressed()).isEqualTo(to != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nz.domestic.posts", "uk.nz.shared.posts", "shared.shared.posts", "to.shared.posts",
            "shared.requests", "to.requests", "to-uk.posts", "to-shared.content", "shared.posts.more", "sharedXposts",
            "NZ.shared.posts", "heartbeats", ""})
    void otherNamesAreNoTopics(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.place(name));
        assertThat(Topics.isTopic(name)).isFalse();
        assertThat(RecordType.POST_PUBLISHED.mayStandIn(name)).isFalse();
    }

    @Test
    void whatIsAddressedGoesToTopicsThatThereAre() {
        assertThat(Topics.isTopic(Topics.requestsTo("nz"))).isTrue();
        assertThat(Topics.isTopic(Topics.answersTo("nz"))).isTrue();
    }

    @Test
    void aPlaceHasOnePeer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Place(null, "nz.shared.posts"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Place("nz", "nz.shared.posts"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Place("nz", "domestic.posts"));
    }

    @Test
    void aNodeOwnsItsTopics() {
        var specs = Topics.of("uk", Set.of("nz", "au"));

        assertThat(specs).extracting(TopicSpec::name).containsExactly("domestic.accounts", "domestic.announcements",
                "domestic.blocks",
                "domestic.charters",
                "domestic.content", "domestic.membership", "domestic.notifications", "domestic.posts",
                "domestic.preferences", "domestic.profiles", "shared.charters", "shared.colleagues", "shared.content",
                "shared.membership", "shared.posts",
                "shared.profiles", "shared.schemas", "to-au.answers", "to-au.requests", "to-nz.answers",
                "to-nz.requests", "to-uk.answers", "to-uk.requests");
        assertThat(specs).contains(
                new TopicSpec("to-nz.requests", Kind.FACTS, Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
                new TopicSpec("shared.content", Kind.CONTENT, Map.of("cleanup.policy", "compact", "delete.retention.ms",
                        "2592000000", "max.compaction.lag.ms", "86400000", "segment.ms", "21600000")));
        assertThat(specs).allSatisfy(spec -> assertThat(Topics.spec(spec.name())).isEqualTo(spec));
        assertThat(Topics.isTopic("nz.shared.content")).isTrue();
        assertThat(Topics.spec("nz.shared.content").configs()).isEqualTo(Topics.spec("shared.content").configs());
        assertThat(specs).filteredOn(spec -> spec.kind() == Kind.SCHEMAS).singleElement()
                .satisfies(spec -> assertThat(spec.configs()).containsEntry("cleanup.policy", "compact"));
    }

    @Test
    void aPatternFindsOwnAndMirroredTopicsAndNoOthers() {
        var pattern = Topics.pattern(Topics.SHARED_POSTS, Topics.DOMESTIC_POSTS, Topics.TO_ANSWERS);

        assertThat(List.of("shared.posts", "nz.shared.posts", "domestic.posts", "to-uk.answers", "nz.to-uk.answers"))
                .allMatch(topic -> pattern.matcher(topic).matches());
        assertThat(
                List.of("nz.domestic.posts", "shared.content", "nz.shared.content", "to-uk.requests", "shared.posts2",
                        "sharedXposts", "uk.nz.shared.posts", "to.answers", "mm2.to-uk.answers.internal"))
                .noneMatch(topic -> pattern.matcher(topic).matches());
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.pattern("posts"));
    }

    @Test
    void aLinkMirrorsWhatIsSharedAndWhatIsForItsNode() {
        var topics = Topics.linkTopics("nz");

        assertThat(List.of("shared.posts", "to-nz.answers")).allMatch(topic -> topic.matches(topics));
        assertThat(
                List.of("domestic.accounts", "to-uk.answers", "to-nzx.answers", "uk.shared.posts", "uk.to-nz.answers"))
                .noneMatch(topic -> topic.matches(topics));
        assertThat(Topics.readableBy("nz")).containsExactly("shared.", "to-nz.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UK", "u-k", "u.k", ".*", "1uk", "shared", "domestic", "to"})
    void anAliasCannotBeTakenForAnotherPartOfAName(String alias) {
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.requestsTo(alias));
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.answersTo(alias));
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.linkTopics(alias));
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.readableBy(alias));
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.of("uk", Set.of(alias)));
    }
}
