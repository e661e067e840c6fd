package org.meridian.notifications.digest;

import org.springframework.context.annotation.Configuration;

/** Wires digests. */
@Configuration(proxyBeanMethods = false)
public class DigestConfiguration {}
