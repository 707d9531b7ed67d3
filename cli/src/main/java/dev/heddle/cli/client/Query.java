package dev.heddle.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Query parameters of a request. */
public final class Query {
    private final List<String> parameters = new ArrayList<>();

    public Query with(String name, String value) {
        parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return this;
    }

    /** The path with the parameters. */
    public String of(String path) {
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }
}
