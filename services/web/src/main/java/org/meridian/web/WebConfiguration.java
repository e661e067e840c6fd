package org.meridian.web;

import java.time.Clock;
import org.meridian.calendar.Countries;
import org.meridian.http.AccessRules;
import org.meridian.web.settings.WebSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.http.HttpMethod;

/** The pages that are found below this package. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, excludeFilters = @Filter(SpringBootConfiguration.class))
@EnableConfigurationProperties({WebSettings.class, Countries.class})
public class WebConfiguration {

    @Bean
    AccessRules pagesForEveryone() {
        return AccessRules
                .everyone(HttpMethod.GET, "/", "/assets/**", "/favicon.ico", "/sign-in/**", "/sign-up/**",
                        "/about/**")
                .then(AccessRules.everyone(HttpMethod.POST, "/sign-in/**", "/sign-up/**", "/sign-out"));
    }
}
