package org.meridian.replay;

import org.meridian.replay.streaming.StreamingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a node serves of replay; it has no log and no tables of its own. */
@Configuration(proxyBeanMethods = false)
@Import(StreamingConfiguration.class)
public class ReplayConfiguration {}
