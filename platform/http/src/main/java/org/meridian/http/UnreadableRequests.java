package org.meridian.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is not HTTP, or has an address that is none, is answered before anything of ours is asked, with a problem, and the
 * connection is closed. A request whose head cannot be read is answered here, after the answers that are under way: Reactor's
 * own way of doing so sometimes gets no answer out where the one before has not quite ended. To what else the server itself
 * answers, with a status and nothing else, a problem is added.
 */
final class UnreadableRequests extends ChannelDuplexHandler {

    private final JsonMapper json;
    private int unanswered;
    private @Nullable HttpResponseStatus refusal;

    private UnreadableRequests(JsonMapper json) {
        this.json = json;
    }

    static NettyServerCustomizer answered(JsonMapper json) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "meridian.unreadable", new UnreadableRequests(json)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refusal != null) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request && request.decoderResult().isFailure()) {
            refusal = status(request.decoderResult().cause());
            ReferenceCountUtil.release(message);
            refuseWhenAllIsAnswered(context);
        } else {
            unanswered += message instanceof HttpRequest ? 1 : 0;
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message instanceof FullHttpResponse answer && isBare(answer) ? explained(answer) : message,
                promise);
        if (message instanceof LastHttpContent && !isInformational(message)) {
            unanswered--;
            refuseWhenAllIsAnswered(context);
        }
    }

    private void refuseWhenAllIsAnswered(ChannelHandlerContext context) {
        if (refusal != null && unanswered == 0) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal);
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(explained(answer)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse answer
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static HttpResponseStatus status(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException headers -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private FullHttpResponse explained(FullHttpResponse answer) {
        byte[] body = json.writeValueAsBytes(problem(answer.status().code()));
        FullHttpResponse explained = answer.replace(Unpooled.wrappedBuffer(body));
        explained.headers().set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        HttpUtil.setContentLength(explained, body.length);
        answer.release();
        return explained;
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
