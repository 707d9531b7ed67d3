package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.replay.input.Job;
import java.util.ArrayList;
import java.util.List;

/** What one GPU of a log stands for. */
public enum Unit {
    /** A host: a job of n GPUs is n workers, each a host. */
    HOST("host", 1),
    /** A GPU of hosts with 8: a job of n GPUs is ceil(n/8) workers on different hosts, all of 8 GPUs but the last. */
    GPU("gpu", 8);

    private final String text;
    private final int perHost;

    Unit(String text, int perHost) {
        this.text = text;
        this.perHost = perHost;
    }

    /** As on the command line. */
    public String text() {
        return text;
    }

    /** How many units a host has. */
    public int perHost() {
        return perHost;
    }

    /** Each host, as the policies see it. */
    public Machine machine() {
        return Machine.ofGpus(perHost);
    }

    /** How many units the job holds. */
    public int units(Job job) {
        return job.gpus() > 0 ? job.gpus() : Math.multiplyExact(job.hosts(), perHost);
    }

    /** The job as policies see it; the last worker is the one that may need less. */
    public Gang gang(Job job) {
        int units = units(job);
        int full = units / perHost;
        List<Workers> workers = new ArrayList<>();
        if (full > 0) {
            workers.add(new Workers(full, Need.ofGpus(perHost)));
        }
        if (units % perHost > 0) {
            workers.add(new Workers(1, Need.ofGpus(units % perHost)));
        }
        return Gang.ofGpus(job.id(), workers);
    }
}
