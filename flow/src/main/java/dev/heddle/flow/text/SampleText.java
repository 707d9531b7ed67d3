package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.List;

/** {@code sample}, {@code conjunction}, {@code fin_timeout} and {@code dec_ttl}. */
final class SampleText {
    private static final int INGRESS = 1;
    private static final int EGRESS = 2;
    private static final int MOST_CLAUSES = 64;

    private SampleText() {}

    static Action sample(Scanner in, PortNames ports) {
        int start = in.position();
        int probability = 0;
        long collectors = 0;
        long domain = 0;
        long point = 0;
        PortRef port = null;
        int direction = 0;
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            Scanner value = pairs.value();
            switch (pairs.key()) {
                case "probability" -> probability = ActionReader.u16(value, "probability");
                case "collector_set_id" -> collectors = ActionReader.u32(value, "collector_set_id");
                case "obs_domain_id" -> domain = ActionReader.u32(value, "obs_domain_id");
                case "obs_point_id" -> point = ActionReader.u32(value, "obs_point_id");
                case "sampling_port" -> port = PortText.read(value, ports);
                case "ingress" -> direction = INGRESS;
                case "egress" -> direction = EGRESS;
                default ->
                    throw pairs.error("sample takes probability, collector_set_id, obs_domain_id, obs_point_id,"
                            + " sampling_port, ingress and egress");
            }
        }
        if (probability == 0) {
            throw in.error("sample takes a probability other than 0", start);
        }
        PortRef named = port != null && port.equals(PortRef.ANY) ? null : port;
        return new Action.Sample(probability, collectors, domain, point, named, direction);
    }

    static void print(Action.Sample a, PortNames ports, StringBuilder out) {
        out.append("sample(probability=").append(a.probability());
        out.append(",collector_set_id=").append(a.collectorSet());
        out.append(",obs_domain_id=").append(a.observationDomain());
        out.append(",obs_point_id=").append(a.observationPoint());
        if (a.samplingPort() != null) {
            PortText.print(a.samplingPort(), ports, out.append(",sampling_port="));
        }
        out.append(a.direction() == INGRESS ? ",ingress)" : a.direction() == EGRESS ? ",egress)" : ")");
    }

    /** {@code ID,CLAUSE/CLAUSES} with clauses from 1. */
    static Action conjunction(Scanner in) {
        int id = (int) in.number(0xffffffffL, "the id");
        in.skipBlanks();
        in.expect(',');
        in.skipBlanks();
        int start = in.position();
        int clause = ActionReader.decimal(in, 255, "the clause");
        in.skipBlanks();
        in.expect('/');
        in.skipBlanks();
        int clauses = ActionReader.decimal(in, 255, "the number of clauses");
        in.skipBlanks();
        in.requireEnd();
        if (clauses < 2 || clauses > MOST_CLAUSES || clause < 1 || clause > clauses) {
            throw in.error("clauses are counted from 1, and there are 2 to " + MOST_CLAUSES, start);
        }
        return new Action.Conjunction(id, clause - 1, clauses);
    }

    static void print(Action.Conjunction a, StringBuilder out) {
        out.append("conjunction(").append(Integer.toUnsignedString(a.id())).append(',');
        out.append(a.clause() + 1).append('/').append(a.clauses()).append(')');
    }

    static Action finTimeout(Scanner in) {
        int idle = 0;
        int hard = 0;
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            switch (pairs.key()) {
                case "idle_timeout" -> idle = ActionReader.u16(pairs.value(), "idle_timeout");
                case "hard_timeout" -> hard = ActionReader.u16(pairs.value(), "hard_timeout");
                default -> throw pairs.error("fin_timeout takes idle_timeout and hard_timeout");
            }
        }
        return new Action.FinTimeout(idle, hard);
    }

    static void print(Action.FinTimeout a, StringBuilder out) {
        out.append("fin_timeout(");
        if (a.idle() != 0) {
            out.append("idle_timeout=").append(a.idle()).append(',');
        }
        if (a.hard() != 0) {
            out.append("hard_timeout=").append(a.hard()).append(',');
        }
        ActionText.close(out);
    }

    static Action decTtl(Scanner in) {
        List<Integer> ids = new ArrayList<>();
        boolean given = !in.atEnd();
        for (in.skip(", "); !in.atEnd(); in.skip(", ")) {
            ids.add(ActionReader.decimal(in, 0xffff, "the id of a controller"));
        }
        if (given && ids.isEmpty()) {
            throw in.error("dec_ttl takes at least one id of a controller here");
        }
        return new Action.DecTtl(ids);
    }

    static void print(Action.DecTtl a, StringBuilder out) {
        out.append("dec_ttl");
        for (int i = 0; i < a.controllerIds().size(); i++) {
            out.append(i == 0 ? '(' : ',').append(a.controllerIds().get(i));
        }
        out.append(a.controllerIds().isEmpty() ? "" : ")");
    }
}
