package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.events.membership.EndReason;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import tools.jackson.databind.JsonNode;

/** What is written in one country is in another's digest at that reader's own morning, once, and only while they may read it. */
@ExtendWith(SharedNetwork.class)
class DigestStory {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Country uk;
    private final Country nz;

    DigestStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void whatIsWrittenInTheUkIsInTheNewZealandersDigestAtHalfPastSevenInAuckland() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Mornings");
        ngaio.joins(group);
        awaitsDigest(ngaio);
        String post = ada.publishes(group, "Written in the afternoon");
        awaitsInDigest(ngaio, post);

        Instant morning = nextMorning(ngaio);

        assertThat(morning.atZone(AUCKLAND).toLocalTime()).isEqualTo(LocalTime.of(7, 30));
        JsonNode mail = awaitsMail(ngaio, "Written in the afternoon").getFirst();
        Instant written = Instant.parse(ada.waitsUntilItShows(post).get("publishedAt").asString());
        assertThat(mail.get("text").asString()).contains(CLOCK.format(written.atZone(AUCKLAND)),
                CLOCK.format(written.atZone(ZoneId.of("Europe/London"))));
        assertThat(mail.get("headers").get("List-Unsubscribe-Post").asString())
                .isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void whatACutLinkDeliversADayLateIsInExactlyOneDigestAndMarkedLate() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Cut off");
        ngaio.joins(group);
        awaitsDigest(ngaio);
        nz.operator().pausesLinkFrom(uk);
        String post = ada.publishes(group, "Written while the link was cut");
        String local = ngaio.publishes(group, "My own");
        nextMorning(ngaio);

        nz.operator().resumesLinkFrom(uk);
        ngaio.waitsUntilItShows(post);
        awaitsInDigest(ngaio, post);
        nextMorning(ngaio);
        List<JsonNode> mails = awaitsMail(ngaio, "Written while the link was cut");
        awaitsInDigest(ngaio, ada.publishes(group, "Written when all was well"));
        nextMorning(ngaio);
        awaitsMail(ngaio, "Written when all was well");

        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().get("text").asString()).containsIgnoringCase("late").doesNotContain(local);
        assertThat(mailsWith(ngaio, "Written while the link was cut")).hasSize(1);
        assertThat(mailsWith(ngaio, "Written when all was well").getFirst().get("text").asString())
                .doesNotContainIgnoringCase("arrived late");
    }

    @Test
    void whoUnsubscribesByOnePostIsNeverMailedAgain() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member witness = nz.signsUp("Witness");
        String group = ada.founds("Enough");
        ngaio.joins(group);
        witness.joins(group);
        awaitsDigest(ngaio);
        awaitsDigest(witness);
        awaitsInDigest(ngaio, ada.publishes(group, "One too many"));
        nextMorning(ngaio);
        JsonNode mail = awaitsMail(ngaio, "One too many").getFirst();
        String address = mail.get("headers").get("List-Unsubscribe").asString().replaceAll("[<>\\s]", "");
        Http anybody = nz.anybody();

        assertThat(anybody.get(pathOf(address)).status()).isEqualTo(200);
        assertThat(ngaio.http().get("/api/preferences").with(200).at("/digest/cadence").asString())
                .isEqualTo("daily");
        assertThat(anybody.post(pathOf(address)).status()).isEqualTo(200);

        assertThat(ngaio.http().get("/api/preferences").with(200).at("/digest/cadence").asString()).isEqualTo("off");
        awaitsInDigest(witness, ada.publishes(group, "Nobody who left reads this"));
        nextMorning(witness);
        awaitsMail(witness, "Nobody who left reads this");
        assertThat(mailsWith(ngaio, "Nobody who left reads this")).isEmpty();
    }

    @Test
    void whoIsRemovedBetweenWritingAndSendingReadsNothingOfIt() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member witness = nz.signsUp("Witness");
        String group = ada.founds("Confidence");
        ngaio.joins(group);
        witness.joins(group);
        awaitsDigest(ngaio);
        awaitsDigest(witness);
        String post = ada.publishes(group, "Not for those who are out");
        awaitsInDigest(ngaio, post);
        awaitsInDigest(witness, post);

        String membership = Ids.derived(group, ngaio.id());
        uk.kafka().send(Topics.SHARED_MEMBERSHIP, membership,
                Facts.encode(MembershipFacts.ended(group, ngaio.id(), 2, EndReason.REMOVED)));
        eventually(() -> ngaio.http().get("/api/groups/" + group + "/posts").status(), status -> status == 403);
        eventually(() -> itemsOfNext(ngaio), items -> !items.contains(post));
        nextMorning(witness);

        awaitsMail(witness, "Not for those who are out");
        assertThat(mailsWith(ngaio, "Not for those who are out")).isEmpty();
        assertThat(ngaio.http().get("/api/digests").with(200).toString()).doesNotContain(post);
    }

    /** Waits until the member's next digest is planned: what is written from then on is for it. */
    private static void awaitsDigest(Member member) {
        eventually(() -> next(member), next -> !next.path("sendsAt").isNull() && !next.path("sendsAt").isMissingNode());
    }

    private static void awaitsInDigest(Member member, String post) {
        eventually(() -> itemsOfNext(member), items -> items.contains(post));
    }

    private static JsonNode next(Member member) {
        return member.http().get("/api/digests/next").with(200);
    }

    private static List<String> itemsOfNext(Member member) {
        List<String> ids = new ArrayList<>();
        next(member).get("items").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    /** Puts the country's clock to when the member's next digest is due, and waits until another one is planned. */
    private static Instant nextMorning(Member member) {
        String due = next(member).get("sendsAt").asString();
        member.country().anybody().send("PUT", "/demo/clock", Http.JSON.writeValueAsString(Map.of("now", due)))
                .with(200);
        eventually(() -> next(member).get("sendsAt").asString(), later -> !later.equals(due));
        Instant at = Instant.parse(due);
        ZonedDateTime there = at.atZone(AUCKLAND);
        assertThat(there.truncatedTo(ChronoUnit.MINUTES)).isEqualTo(there);
        return at;
    }

    private static List<JsonNode> awaitsMail(Member member, String content) {
        return eventually(() -> mailsWith(member, content), mails -> !mails.isEmpty());
    }

    private static List<JsonNode> mailsWith(Member member, String content) {
        List<JsonNode> found = new ArrayList<>();
        String email = member.http().get("/api/members/me").with(200).get("email").asString();
        member.country().anybody().get("/demo/mail?to=" + email).with(200).forEach(mail -> {
            if (mail.get("text").asString().contains(content)) {
                found.add(mail);
            }
        });
        return found;
    }

    private static final Pattern PATH = Pattern.compile("https?://[^/]+(?<path>/.*)");

    private static String pathOf(String address) {
        Matcher matcher = PATH.matcher(address);
        assertThat(matcher.matches()).as(address).isTrue();
        return matcher.group("path");
    }
}
