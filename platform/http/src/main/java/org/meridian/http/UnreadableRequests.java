package org.meridian.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is not HTTP, or has an address that is none, the server itself answers, before anything of ours is asked: with a status
 * and nothing else. This puts a problem into it.
 */
@ChannelHandler.Sharable
final class UnreadableRequests extends ChannelOutboundHandlerAdapter implements NettyServerCustomizer {

    private final JsonMapper json;

    UnreadableRequests(JsonMapper json) {
        this.json = json;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "meridian.unreadable", this));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse answer && isBare(answer)) {
            ProblemDetail problem = problem(answer.status().code());
            byte[] body = json.writeValueAsBytes(problem);
            FullHttpResponse explained = answer.replace(Unpooled.wrappedBuffer(body));
            explained.headers().set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            HttpUtil.setContentLength(explained, body.length);
            answer.release();
            context.write(explained, promise);
        } else {
            context.write(message, promise);
        }
    }

    /** Whatever we answer has a type, a HEAD's answer too. */
    private static boolean isBare(FullHttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR && !answer.content().isReadable()
                && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private static ProblemDetail problem(int code) {
        HttpStatus status = HttpStatus.resolve(code) == null ? HttpStatus.BAD_REQUEST : HttpStatus.valueOf(code);
        return switch (status) {
            case URI_TOO_LONG -> ProblemDetails.of(status, "address-too-long",
                    "The address is longer than 4,096 characters; shorten its query.");
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> ProblemDetails.of(status, "headers-too-long",
                    "The headers are longer than 8,192 characters; leave out what is not needed.");
            case CONTENT_TOO_LARGE -> ProblemDetails.of(status, "too-large",
                    "The request is larger than 2 MB; shorten it.");
            default -> ProblemDetails.of(status, "malformed",
                    "This is no request that can be read: send HTTP/1.1, with an address whose special characters are"
                            + " percent-encoded.");
        };
    }
}
