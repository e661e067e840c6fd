package org.meridian.flows;

import static org.meridian.testing.Waiting.eventually;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who lives in a country: each signs up by the mailed link. */
final class Residents {

    private static final Pattern LINK = Pattern.compile("token=([\\w.~-]+)");

    private final Place place;
    private @Nullable Member operator;
    private @Nullable Member analyst;

    Residents(Place place) {
        this.place = place;
    }

    Member signsUp(String name) {
        return signsUp(name, name.toLowerCase(Locale.ROOT) + System.nanoTime() + "@" + place.alias() + ".example");
    }

    Member signsUp(String name, String email) {
        place.anybody().post("/api/members",
                Map.of("email", email, "displayName", name, "timeZone",
                        place.alias().equals("nz") ? "Pacific/Auckland" : "Europe/London"))
                .with(202);
        String token = eventually(() -> mailedToken(email), found -> !found.isEmpty());
        JsonNode session = place.anybody().post("/api/sessions", Map.of("token", token)).with(200);
        return new Member(place, session.get("memberId").asString(),
                place.anybody().as(session.get("accessToken").asString()));
    }

    private String mailedToken(String email) {
        for (JsonNode mail : place.anybody().get("/demo/mail?to=" + email).with(200)) {
            var link = LINK.matcher(mail.get("text").asString());
            if (link.find()) {
                return link.group(1);
            }
        }
        return "";
    }

    Operator operator() {
        if (operator == null) {
            operator = signsUp("Operator", "operator@" + place.alias() + ".example");
        }
        return new Operator(place, operator.http());
    }

    /** Calls with the role that replays take. */
    Http analyst() {
        if (analyst == null) {
            analyst = signsUp("Analyst", "analyst@" + place.alias() + ".example");
        }
        return analyst.http();
    }
}
