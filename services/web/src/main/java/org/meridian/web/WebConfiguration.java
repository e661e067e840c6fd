package org.meridian.web;

import java.util.Set;
import org.meridian.calendar.Countries;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.edge.BodyLimits;
import org.meridian.http.edge.LargeAnswers;
import org.meridian.process.settings.IssuerSettings;
import org.meridian.web.calls.Calls;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.calls.OperatorCalls;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.ReplayCalls;
import org.meridian.web.settings.WebSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.http.HttpMethod;

/** The pages that are found below this package, who may see them, and whom they ask. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, excludeFilters = @Filter(SpringBootConfiguration.class))
@EnableConfigurationProperties({WebSettings.class, IssuerSettings.class, Countries.class})
public class WebConfiguration {

    @Bean
    AccessRules pagesForEveryone() {
        return AccessRules
                .everyone(HttpMethod.GET, "/", "/assets/**", "/favicon.ico", "/sign-in/**", "/sign-up/**",
                        "/about/**", "/invitations/*", "/.well-known/security.txt")
                .then(AccessRules.everyone(HttpMethod.POST, "/sign-in/**", "/sign-up/**", "/sign-out"));
    }

    /** For all others there are no such pages. */
    @Bean
    AccessRules operatorPages() {
        return AccessRules.only(Set.of(Role.OPERATOR), "/operator", "/operator/**");
    }

    /** Everybody may look and fill; whose digest the clock is to go to has to be signed in. */
    @Bean
    @ConditionalOnBooleanProperty("meridian.demo")
    AccessRules trialPages() {
        return AccessRules.everyone(HttpMethod.GET, "/trial", "/trial/**")
                .then(AccessRules.everyone(HttpMethod.POST, "/trial/fill"));
    }

    @Bean
    AccessRules analystPages() {
        return AccessRules.only(Set.of(Role.ANALYST), "/replays", "/replays/**");
    }

    @Bean
    BodyLimits formsWithTexts() {
        return BodyLimits.longTexts("/groups/*/write", "/posts/**");
    }

    @Bean
    LargeAnswers threadPages() {
        return LargeAnswers.of("web", "/posts/*");
    }

    @Bean
    MembershipCalls membershipCalls(Calls calls) {
        return calls.of("membership", MembershipCalls.class);
    }

    @Bean
    PostsCalls postsCalls(Calls calls) {
        return calls.of("posts", PostsCalls.class);
    }

    @Bean
    NotificationsCalls notificationsCalls(Calls calls) {
        return calls.of("notifications", NotificationsCalls.class);
    }

    @Bean
    OperatorCalls operatorCalls(Calls calls) {
        return calls.of("operator", OperatorCalls.class);
    }

    @Bean
    ReplayCalls replayCalls(Calls calls) {
        return calls.of("replay", ReplayCalls.class);
    }
}
