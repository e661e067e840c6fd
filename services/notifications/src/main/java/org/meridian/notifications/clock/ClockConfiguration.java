package org.meridian.notifications.clock;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.AccessRules;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the clock; only a network for trying out may put it. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {

    @Bean
    DigestClock digestClock(@Qualifier("notificationsLog") EventLog log, Clock clock, JdbcClient jdbc) {
        return new DigestClock(clock, jdbc, log.service());
    }

    @Bean
    @ConditionalOnProperty("meridian.demo")
    DemoClockApi demoClockApi(DigestClock clock) {
        return new DemoClockApi(clock);
    }

    @Bean
    @ConditionalOnProperty("meridian.demo")
    AccessRules demoClockReading() {
        return AccessRules.everyone(HttpMethod.GET, "/demo/clock");
    }

    @Bean
    @ConditionalOnProperty("meridian.demo")
    AccessRules demoClockPutting() {
        return AccessRules.everyone(HttpMethod.PUT, "/demo/clock");
    }

    @Bean
    @ConditionalOnProperty("meridian.demo")
    AccessRules demoClockRunning() {
        return AccessRules.everyone(HttpMethod.DELETE, "/demo/clock");
    }
}
