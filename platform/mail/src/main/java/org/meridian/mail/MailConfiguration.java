package org.meridian.mail;

import org.meridian.mail.message.Composer;
import org.meridian.mail.queue.Deliveries;
import org.meridian.mail.settings.MailSettings;
import org.meridian.mail.smtp.MailServer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a process that mails needs once, however many of its services do. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
@Import({MailServer.class, Composer.class, Deliveries.class})
public class MailConfiguration {}
