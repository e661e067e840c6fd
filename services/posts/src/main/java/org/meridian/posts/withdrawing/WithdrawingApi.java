package org.meridian.posts.withdrawing;

import java.security.Principal;
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

    @DeleteMapping("/api/posts/{postId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Principal caller, @PathVariable String postId) {
        withdrawPost.withdraw(postId, caller.getName());
        tombstones.wake();
    }
}
