package org.joulelake.faults.storage;

/** How an S3 endpoint in trouble answers. */
public enum S3Trouble {
    /** It works. */
    NONE(0, "", false),
    /** Nothing is done, each request is answered with 500. */
    INTERNAL_ERROR(500, "InternalError", false),
    /** Nothing is done, each request is answered with 503. */
    SLOW_DOWN(503, "SlowDown", false),
    /** Each request is done, and answered with 500: who asked cannot know. */
    DONE_BUT_FAILED(500, "InternalError", true);

    private final int status;
    private final String code;
    private final boolean done;

    S3Trouble(int status, String code, boolean done) {
        this.status = status;
        this.code = code;
        this.done = done;
    }

    boolean isDone() {
        return done;
    }

    /** The answer, as S3 words it. */
    String answer() {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code></Error>".formatted(code);
        return "HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, code, body.length(), body);
    }
}
