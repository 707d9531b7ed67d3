package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import java.io.IOException;

/** {@code placements.csv}: one row per worker, jobs in the order of the queue; of a job that can never start one row. */
public final class PlacementsCsv {
    private static final String HEADER = "job,submit,start,end,worker,host,gpus\n";

    private PlacementsCsv() {}

    public static void write(Result result, Appendable out) throws IOException {
        out.append(HEADER);
        for (Run run : result.runs()) {
            String job = run.submission().job().id() + ","
                    + Clock.text(run.submission().time()) + ",";
            if (!run.started()) {
                out.append(job).append(",,,,\n");
                continue;
            }
            String times = job + Clock.text(run.start()) + "," + Clock.text(run.end()) + ",";
            for (int worker = 0; worker < run.seats().size(); worker++) {
                Seat seat = run.seats().get(worker);
                out.append(times)
                        .append(Integer.toString(worker))
                        .append(',')
                        .append(result.domains().host(seat.host()))
                        .append(',')
                        .append(gpus(result.schedule().unit(), seat))
                        .append('\n');
            }
        }
    }

    private static String gpus(Unit unit, Seat seat) {
        if (unit == Unit.HOST) {
            return "";
        }
        String text = seat.share().gpus().toString();
        return text.contains(",") ? '"' + text + '"' : text;
    }
}
