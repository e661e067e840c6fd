package org.meridian.notifications.preferences;

import org.springframework.context.annotation.Configuration;

/** Wires preferences. */
@Configuration(proxyBeanMethods = false)
public class PreferencesConfiguration {}
