package org.meridian.posts.answering;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accepted answers over HTTP. */
@RestController
class AnswersApi {

    private static final int MOST_CHARS = 200;

    record AcceptedAnswer(@Schema(requiredMode = REQUIRED) @Nullable String replyId) {}

    private final ChooseAnswer choose;

    AnswersApi(ChooseAnswer choose) {
        this.choose = choose;
    }

    /** Says which reply answers a question: whoever asked it, or a moderator. It takes the place of the one that was accepted before. */
    @Refuses({"not-found", "not-a-question", "askers-only", "observers-only-read", "registration-needed",
            "group-closed", "post-withdrawn", "changed-meanwhile"})
    @PutMapping("/api/posts/{postId}/accepted-answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acceptAnswer(Principal caller, @PathVariable String postId, @RequestBody AcceptedAnswer request) {
        Fields fields = new Fields();
        String reply = fields.line("replyId", request.replyId(), MOST_CHARS);
        fields.check();
        choose.choose(postId, reply, caller.getName());
    }

    /** Says that no reply answers a question. */
    @Refuses({"not-found", "not-a-question", "askers-only", "observers-only-read", "registration-needed",
            "group-closed", "post-withdrawn", "changed-meanwhile"})
    @DeleteMapping("/api/posts/{postId}/accepted-answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawAcceptance(Principal caller, @PathVariable String postId) {
        choose.choose(postId, null, caller.getName());
    }
}
