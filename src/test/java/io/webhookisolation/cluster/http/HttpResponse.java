package io.webhookisolation.cluster.http;

import java.util.HashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param headers by lower-case name; of a repeated header the last value
 * @param body empty if it is a stream, which follows
 */
public record HttpResponse(int status, Map<String, String> headers, String body) {

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, Map.of("content-type", contentType), body);
    }

    public HttpResponse with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }
}
