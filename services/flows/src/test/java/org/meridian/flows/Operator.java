package org.meridian.flows;

import static org.meridian.testing.Waiting.eventually;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whoever looks after a node. */
record Operator(Place country, Http http) {

    /** A record that was set aside. */
    record Parked(String id, String service, String topic, String key, String reason) {}

    List<Parked> parked() {
        List<Parked> all = new ArrayList<>();
        http.get("/api/parked?limit=1000").with(200).get("items")
                .forEach(item -> all.add(new Parked(item.get("id").asString(), item.get("service").asString(),
                        item.get("topic").asString(), item.get("key").asString(), item.get("reason").asString())));
        return all;
    }

    List<Parked> parked(String key) {
        return parked().stream().filter(record -> record.key().equals(key)).toList();
    }

    void pausesLinkFrom(Place peer) {
        http.post("/api/links/" + peer.alias() + "/pause").with(200);
        waitsUntilLinkIs("paused", peer);
    }

    void resumesLinkFrom(Place peer) {
        http.post("/api/links/" + peer.alias() + "/resume").with(200);
    }

    void waitsUntilLinkIs(String state, Place peer) {
        eventually(() -> link(peer), link -> link.get("state").asString().equals(state));
    }

    JsonNode link(Place peer) {
        for (JsonNode link : http.get("/api/links").with(200).get("items")) {
            if (link.get("from").asString().equals(peer.alias())) {
                return link;
            }
        }
        throw new AssertionError("There is no link from " + peer);
    }

    /** Waits until the two countries hold the same of a group, from every home. */
    void waitsUntilAgreeing(Place peer, String group) {
        eventually(() -> statesOf(group, http.get("/api/agreement?with=" + peer.alias()).with(200)),
                states -> !states.isEmpty() && states.stream().allMatch("equal"::equals));
    }

    private static List<String> statesOf(String group, JsonNode comparison) {
        List<String> states = new ArrayList<>();
        comparison.get("items").forEach(item -> {
            if (item.get("group").asString().equals(group)) {
                states.add(item.get("state").asString());
            }
        });
        return states;
    }
}
