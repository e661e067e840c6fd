package org.meridian.notifications.delivery;

import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** "Try again": a member whose address was refused says that it works. */
@RestController
class MailStopApi {

    private final MailStops mailStops;

    MailStopApi(MailStops mailStops) {
        this.mailStops = mailStops;
    }

    /** Says that the caller's address, which refused mail, takes it again. */
    @DeleteMapping("/api/preferences/mail-stop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void liftMailStop(Principal caller) {
        mailStops.lift(caller.getName());
    }
}
