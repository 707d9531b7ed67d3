package dev.heddle.ovs.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ofproto/trace printed: one pass for the packet and one for each time that it comes back from connection tracking, in
 * the order in which those were forked.
 */
public record Traced(List<Pass> passes, String text) {
    /**
     * One pass.
     *
     * @param flow the packet as it came in
     * @param end as it was after the last action
     * @param actions of the datapath, with the datapath's port numbers
     * @param failed whether the translation failed, so that all is dropped
     */
    public record Pass(String flow, String end, String actions, boolean failed) {
        /** What is sent in order: {@code 4} for a datapath port, {@code controller}; all ways that check_pkt_len may take. */
        public Set<List<String>> sent() {
            return new Actions(actions).read();
        }

        /** How often the packet leaves for another pass. */
        public int recirculations() {
            return (int)
                    Pattern.compile("\\brecirc\\(").matcher(actions).results().count();
        }
    }

    private static final Pattern RECIRCULATION = Pattern.compile("\\brecirc\\(");
    private static final Pattern FLOW = Pattern.compile("^Flow: (.*)$", Pattern.MULTILINE);
    private static final Pattern END = Pattern.compile("^Final flow: (.*)$", Pattern.MULTILINE);
    private static final Pattern ACTIONS = Pattern.compile("^Datapath actions: (.*)$", Pattern.MULTILINE);

    /**
     * Whether a pass ends where trace does not go on: for a packet that must be parsed again, as after pop_mpls, or for a hash
     * of the datapath.
     */
    public boolean isCutShort() {
        return passes.stream().mapToLong(Pass::recirculations).sum() > passes.size() - 1;
    }

    /** Whether anything leaves in some pass. */
    public boolean sends() {
        return passes.stream().anyMatch(p -> p.sent().stream().anyMatch(s -> !s.isEmpty()));
    }

    static Traced read(String text) {
        List<Pass> out = new ArrayList<>();
        for (String part : text.split("(?m)^(?=Flow: )")) {
            if (!part.startsWith("Flow: ")) {
                continue;
            }
            String flow = find(FLOW, part);
            String end = find(END, part);
            out.add(new Pass(
                    flow,
                    end.equals("unchanged") ? flow : end,
                    find(ACTIONS, part),
                    part.contains("\nTranslation failed")));
        }
        if (out.isEmpty()) {
            throw new IllegalStateException("no trace: " + text);
        }
        return new Traced(List.copyOf(out), text);
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    /** A list of datapath actions. */
    private static final class Actions {
        private final String text;
        private int at;

        Actions(String text) {
            this.text = text;
        }

        Set<List<String>> read() {
            Set<List<String>> out = list();
            if (at != text.length()) {
                throw new IllegalStateException("column " + at + " of " + text);
            }
            return out;
        }

        private Set<List<String>> list() {
            Set<List<String>> out = Set.of(List.of());
            while (at < text.length() && text.charAt(at) != ')') {
                if (text.charAt(at) == ',') {
                    at++;
                }
                out = then(out, action());
            }
            return out;
        }

        private Set<List<String>> action() {
            int start = at;
            while (at < text.length() && ",()".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at);
            if (at == text.length() || text.charAt(at) != '(') {
                return word.chars().allMatch(c -> c >= '0' && c <= '9') && !word.isEmpty()
                        ? Set.of(List.of(word))
                        : Set.of(List.of());
            }
            at++;
            Set<List<String>> out;
            switch (word) {
                case "clone" -> out = list();
                case "check_pkt_len" -> {
                    at = text.indexOf("gt(", at) + 3;
                    out = new LinkedHashSet<>(list());
                    at = text.indexOf("le(", at) + 3;
                    out.addAll(list());
                    at++;
                }
                default -> {
                    String body = body();
                    out = word.equals("userspace") && body.contains("controller(")
                            ? Set.of(List.of("controller"))
                            : Set.of(List.of());
                }
            }
            at++;
            return out;
        }

        /** Up to the parenthesis that closes. */
        private String body() {
            int start = at;
            for (int depth = 0; depth > 0 || text.charAt(at) != ')'; at++) {
                depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            }
            return text.substring(start, at);
        }
    }

    private static Set<List<String>> then(Set<List<String>> first, Set<List<String>> second) {
        Set<List<String>> out = new LinkedHashSet<>();
        for (List<String> a : first) {
            for (List<String> b : second) {
                List<String> both = new ArrayList<>(a);
                both.addAll(b);
                out.add(both);
            }
        }
        return out;
    }
}
