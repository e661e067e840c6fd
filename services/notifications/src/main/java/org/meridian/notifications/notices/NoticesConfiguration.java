package org.meridian.notifications.notices;

import org.springframework.context.annotation.Configuration;

/** Wires notices. */
@Configuration(proxyBeanMethods = false)
public class NoticesConfiguration {}
