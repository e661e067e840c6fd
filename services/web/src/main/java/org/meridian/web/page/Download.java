package org.meridian.web.page;

import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/**
 * A file that the browser keeps.
 *
 * @param name  what it is called there
 * @param bytes written as they come
 */
public record Download(String name, Flux<DataBuffer> bytes) implements Answer {}
