package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is written in one country is read in the other. */
@ExtendWith(SharedNetwork.class)
class CrossingStory {

    private final Country uk;
    private final Country nz;

    CrossingStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void publishedInTheUkItShowsInNewZealandAndTheReplyShowsInTheUk() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Wetlands");
        ngaio.joins(group);

        String post = ada.publishes(group, "Who has rewetted a peat bog?");
        assertThat(ngaio.waitsUntilItShows(post).get("body").asString()).isEqualTo("Who has rewetted a peat bog?");
        String reply = ngaio.replies(post, "We have, near Rotorua.");

        assertThat(ada.waitsUntilItShows(reply).get("body").asString()).isEqualTo("We have, near Rotorua.");
        assertThat(ada.feed(group)).singleElement().satisfies(thread -> assertThat(thread.replies()).isEqualTo(1));
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void whatIsWrittenAfterAGroupWasClosedIsTakenOutEverywhereAlsoWhereNobodyHadHeardOfIt() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Wetlands");
        ngaio.joins(group);
        String thread = ada.publishes(group, "The last thing?");
        ngaio.waitsUntilItShows(thread);

        nz.operator().pausesLinkFrom(uk);
        String before = ngaio.replies(thread, "Written before it was closed.");
        ada.waitsUntilItShows(before);
        ada.changes(group, Map.of("state", "closed"));
        eventually(() -> ada.tries(group, "One more").status(), status -> status == 409);
        String late = ngaio.replies(thread, "Written before anybody here knew.");
        assertThat(ngaio.waitsUntilItShows(late).get("body").asString()).isEqualTo("Written before anybody here knew.");
        nz.operator().resumesLinkFrom(uk);

        eventually(() -> ngaio.group(group).get("state").asString(), "closed"::equals);
        eventually(() -> ngaio.tries(group, "One more").status(), status -> status == 409);
        assertThat(ngaio.http().post("/api/posts/" + thread + "/replies", Map.of("body", "And one")).status())
                .isEqualTo(409);
        ngaio.waitsUntilItIsGone(late);
        for (Member reader : List.of(ada, ngaio)) {
            assertThat(reader.http().get("/api/posts/" + late).status()).isEqualTo(404);
            assertThat(reader.waitsUntilItShows(before).get("body").asString())
                    .isEqualTo("Written before it was closed.");
        }
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);

        ada.changes(group, Map.of("state", "open"));
        eventually(() -> ngaio.tries(group, "We are back").status(), status -> status == 201);
        ngaio.waitsUntilItIsGone(late);
    }

    @Test
    void anAnswerIsAcceptedInOneCountryOrAnotherAndAllComeToTheSame() {
        Member ada = uk.signsUp("Ada");
        Member ben = uk.signsUp("Ben");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Wetlands");
        ben.joins(group);
        ngaio.joins(group);
        ada.gives("moderator", ngaio, group);
        ngaio.waitsUntilRoleIs("moderator", group);
        String question = ben.http().post("/api/groups/" + group + "/posts",
                Map.of("kind", "question", "title", "Mosses?", "body", "Which?")).with(201).get("id").asString();
        String first = ada.replies(question, "Sphagnum");
        ngaio.waitsUntilItShows(first);
        String second = ngaio.replies(question, "Sphagnum cristatum");
        ben.waitsUntilItShows(second);

        nz.operator().pausesLinkFrom(uk);
        ngaio.accepts(question, first);
        ben.waitsUntilTheAnswerIs(first, question);
        ben.accepts(question, second);
        assertThat(ngaio.waitsUntilItShows(question).get("acceptedAnswer").asString()).isEqualTo(first);
        nz.operator().resumesLinkFrom(uk);

        ngaio.waitsUntilTheAnswerIs(second, question);
        ben.waitsUntilTheAnswerIs(second, question);
        eventually(() -> ngaio.http().get("/api/notices").with(200).get("items").valueStream()
                .map(it -> it.get("kind").asString()).toList(), it -> it.contains("accepted"));
        ngaio.withdraws(second);
        ben.waitsUntilTheAnswerIs(null, question);
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void whatSomebodyWroteAfterTheirRemovalIsTakenOutEverywhereAlsoWhereNobodyHadHeardOfIt() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member mere = nz.signsUp("Mere");
        String group = ada.founds("Wetlands");
        ngaio.joins(group);
        mere.joins(group);

        uk.operator().pausesLinkFrom(nz);
        nz.operator().pausesLinkFrom(uk);
        String before = ngaio.publishes(group, "Written while I was a member");
        assertThat(ada.removes(ngaio, group, "Wrote for somebody else")).isEqualTo("done");
        String late = ngaio.publishes(group, "Written after I was removed");
        String reply = mere.replies(late, "Do you think so?");
        mere.waitsUntilItShows(late);
        uk.operator().resumesLinkFrom(nz);
        ada.waitsUntilItShows(before);
        nz.operator().resumesLinkFrom(uk);

        for (Member reader : List.of(ada, mere)) {
            JsonNode thread = eventually(() -> reader.waitsUntilItShows(late), it -> !it.get("removedAt").isNull());
            assertThat(thread.get("body").isNull()).isTrue();
            assertThat(thread.get("title").isNull()).isTrue();
            assertThat(reader.waitsUntilItShows(reply).get("body").asString()).isEqualTo("Do you think so?");
            assertThat(reader.waitsUntilItShows(before).get("body").asString())
                    .isEqualTo("Written while I was a member");
        }
        assertThat(ada.waitsUntilItShows(late).get("removedAt"))
                .isEqualTo(mere.waitsUntilItShows(late).get("removedAt"));
        ngaio.waitsUntilItIsGone(late);
        eventually(() -> ngaio.http().get("/api/notices").with(200).get("items").valueStream()
                .map(it -> it.get("kind").asString()).toList(), it -> it.containsAll(List.of("taken-out", "removed")));
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void howSoonARemovalHoldsElsewhereIsMeasuredThere() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Wetlands");
        ngaio.joins(group);

        assertThat(ada.removes(ngaio, group, "Wrote for somebody else")).isEqualTo("done");
        ngaio.waitsUntilRoleIs("none", group);

        JsonNode millis = eventually(() -> nz.operator().link(uk).get("revocationMillis"),
                it -> it.get("p99").isNumber());
        assertThat(millis.get("p50").asDouble()).isBetween(1.0, millis.get("p99").asDouble());
    }
}
