package dev.heddle.controller.http;

import java.util.Locale;

/** What only the API answers with. Each code is explained in docs/errors.md and never changes its meaning. */
enum HttpError {
    UNKNOWN_PATH(404),
    NOT_FOUND(404),
    WRONG_METHOD(405),
    BAD_PARAMETER(400),
    BAD_HEADER(400),
    BAD_ENCODING(400),
    BAD_FILES(400),
    BAD_REQUEST(400),
    WRONG_OBJECT(400),
    BODY_TOO_LARGE(413),
    PRECONDITION(412),
    UNAUTHENTICATED(401),
    READ_ONLY(403),
    FOREIGN_ORIGIN(403),
    FOREIGN_HOST(403),
    NOT_REALISED(504),
    NO_ANSWER(504),
    NOT_READY(503),
    UNAVAILABLE(503),
    STOPPING(503),
    INTERNAL(500);

    private final int status;

    HttpError(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The code in problems: lower case with dashes. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
