package org.meridian.posts.withdrawing;

import java.security.Principal;
import org.meridian.http.Refuses;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Withdrawing over HTTP. */
@RestController
class WithdrawingApi {

    private final WithdrawPost withdrawPost;
    private final Tombstones tombstones;

    WithdrawingApi(WithdrawPost withdrawPost, Tombstones tombstones) {
        this.withdrawPost = withdrawPost;
        this.tombstones = tombstones;
    }

    /** Takes back a post or a reply of the caller's, in all countries. */
    @Refuses({"not-found", "changed-meanwhile"})
    @DeleteMapping("/api/posts/{postId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawPost(Principal caller, @PathVariable String postId) {
        withdrawPost.withdraw(postId, caller.getName());
        tombstones.wake();
    }
}
