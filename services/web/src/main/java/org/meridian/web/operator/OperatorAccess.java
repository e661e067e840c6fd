package org.meridian.web.operator;

import java.util.Set;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For all others there are no such pages. */
@Configuration(proxyBeanMethods = false)
class OperatorAccess {

    @Bean
    AccessRules operatorPages() {
        return AccessRules.only(Set.of(Role.OPERATOR), "/operator", "/operator/**");
    }
}
