package dev.heddle.controller.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP library refuses before a route is found: as problems, too, and never as our bug. */
final class LibraryRefusals implements DirectHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryRefusals.class);

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            Throwable thrown,
            System.Logger ignored) {
        return handle(request, event, status, headers, thrown);
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable Throwable thrown) {
        if (event == EventType.INTERNAL_ERROR && !cutOff(thrown)) {
            LOG.error("the HTTP server failed", thrown);
            return response(event, headers, Server.bug());
        }
        String message = thrown == null || event == EventType.INTERNAL_ERROR ? null : thrown.getMessage();
        return response(event, headers, failure(event, status, message));
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        return response(event, headers, failure(event, status, message));
    }

    /** The failure that stands for the library's while it reads a body. */
    static Failure failure(RequestException e) {
        return failure(e.eventType(), e.status(), e.getMessage());
    }

    private static Failure failure(EventType event, Status status, @Nullable String message) {
        if (event == EventType.PAYLOAD_TOO_LARGE || status.code() == 413) {
            return Server.tooLarge();
        }
        return Failure.of(HttpError.BAD_REQUEST, null, null, message == null ? "not a proper HTTP request" : message);
    }

    private static TransportResponse response(EventType event, ServerResponseHeaders headers, Failure failure) {
        Answer.Whole answer = failure.answer();
        return TransportResponse.builder()
                .status(Status.create(answer.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .keepAlive(event.keepAlive())
                .entity(answer.body())
                .build();
    }

    /** Whether the peer ended the connection in the middle of a request. */
    private static boolean cutOff(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataReader.InsufficientDataAvailableException) {
                return true;
            }
        }
        return false;
    }
}
