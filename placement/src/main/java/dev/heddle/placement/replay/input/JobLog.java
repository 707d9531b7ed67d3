package dev.heddle.placement.replay.input;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs of jobs: {@code timestamp,duration,num_gpus} separated by commas, as of the Philly log, or what {@code sacct -P -o
 * JobID,Submit,ElapsedRaw,NNodes,AllocTRES} prints. Rows may have any order.
 */
public final class JobLog {
    private static final int MOST_GPUS = 1_000_000;
    private static final int MOST_HOSTS = 100_000;

    private JobLog() {}

    /**
     * The jobs in the order of the file.
     *
     * @param file its name in messages
     * @throws InputException if anything in it is wrong
     */
    public static List<Job> read(String file, String text) throws InputException {
        boolean slurm = text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .contains("|");
        return slurm ? readSlurm(file, text) : readComma(file, text);
    }

    private static List<Job> readComma(String file, String text) throws InputException {
        Sheet sheet = new Sheet(file, text, ',', List.of("timestamp", "duration", "num_gpus"));
        List<Job> jobs = sheet.map(row -> Optional.of(new Job(
                Integer.toString(row.line()),
                row.line(),
                row.instant("timestamp"),
                row.seconds("duration"),
                row.whole("num_gpus", 1, MOST_GPUS),
                0)));
        sheet.check();
        return jobs;
    }

    private static List<Job> readSlurm(String file, String text) throws InputException {
        Sheet sheet = new Sheet(file, text, '|', List.of("JobID", "Submit", "ElapsedRaw", "NNodes", "AllocTRES"));
        Map<String, Integer> lines = new HashMap<>();
        List<Job> jobs = sheet.map(row -> isStep(row) ? Optional.empty() : Optional.of(slurmJob(row, lines)));
        sheet.check();
        return jobs;
    }

    /** {@code 1234.batch}, {@code 1234.0}: a part of job 1234. */
    private static boolean isStep(Row row) {
        return row.cell("JobID").contains(".");
    }

    private static Job slurmJob(Row row, Map<String, Integer> lines) {
        String id = row.name("JobID");
        Integer before = lines.putIfAbsent(id, row.line());
        if (before != null) {
            row.fault("JobID", "is already the job of line " + before);
        }
        return new Job(
                id,
                row.line(),
                row.instant("Submit"),
                row.whole("ElapsedRaw", 0, 1_000_000_000) * 1_000_000L,
                slurmGpus(row),
                row.whole("NNodes", 1, MOST_HOSTS));
    }

    /** From {@code billing=16,cpu=16,gres/gpu=8,gres/gpu:a100=8,node=1}; of the types only where there is no sum. */
    private static int slurmGpus(Row row) {
        int typed = 0;
        for (String resource : row.cell("AllocTRES").split(",")) {
            int equals = resource.indexOf('=');
            String name = equals < 0 ? resource : resource.substring(0, equals);
            if (name.equals("gres/gpu") || name.startsWith("gres/gpu:")) {
                int count =
                        row.whole("AllocTRES", resource.substring(name.length()).replaceFirst("=", ""), 0, MOST_GPUS);
                if (name.equals("gres/gpu")) {
                    return count;
                }
                typed = Math.min(MOST_GPUS, typed + count);
            }
        }
        return typed;
    }
}
