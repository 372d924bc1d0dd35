package io.webhookisolation.architecture.violations.format;

import java.util.HashMap;
import java.util.List;

final class State {

    static final List<String> NAMES = List.of("constant");

    static final HashMap<String, String> CACHE = new HashMap<>();

    static final int[] ARRAY = {1};

    static int counter;

    private State() {}
}
