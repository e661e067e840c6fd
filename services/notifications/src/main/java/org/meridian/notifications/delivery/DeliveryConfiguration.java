package org.meridian.notifications.delivery;

import org.springframework.context.annotation.Configuration;

/** Wires mail. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {}
