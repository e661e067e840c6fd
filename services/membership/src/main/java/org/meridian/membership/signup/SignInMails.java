package org.meridian.membership.signup;

import org.meridian.calendar.Countries;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mails of signing in and up are written alike, and sent apart: those of members first. */
@Configuration(proxyBeanMethods = false)
class SignInMails {

    @Bean
    @OfMembership
    Messages signInMails(SignInLinks links, Members members, MailSettings settings, NodeSettings node,
            Countries countries) {
        return new SignInMessages(SignInMessages.SIGN_IN, links, members, settings, node, countries);
    }

    @Bean
    @OfMembership
    Messages signUpMails(SignInLinks links, Members members, MailSettings settings, NodeSettings node,
            Countries countries) {
        return new SignInMessages(SignInMessages.SIGN_UP, links, members, settings, node, countries);
    }
}
