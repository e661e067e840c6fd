package org.meridian.bench;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Calls that do nothing, in a node that is measured and in no other: the way to a handler and back, which no call of that
 * node can be faster than. A member calls them as the rest of the API.
 */
@RestController
final class Nothing {

    static final String PATH = "/api/nothing/";

    record Answer(String id) {}

    record NewPost(@Nullable String kind, @Nullable String title, @Nullable String body,
            @Nullable List<@Nullable String> tags, @Nullable String jurisdiction) {}

    @GetMapping(PATH + "{id}")
    Answer read(Principal caller, @PathVariable String id) {
        return new Answer(caller.getName());
    }

    /** Takes what publishing takes, and answers as long. */
    @PostMapping(PATH + "{id}")
    @ResponseStatus(HttpStatus.CREATED)
    NewPost write(Principal caller, @PathVariable String id, @RequestBody NewPost post) {
        return post;
    }
}
