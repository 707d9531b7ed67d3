package dev.heddle.placement.flowmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MaxMinTest {
    private static Traffic traffic(Object... linksAndLoads) {
        List<Integer> links = new ArrayList<>();
        List<Double> loads = new ArrayList<>();
        for (int i = 0; i < linksAndLoads.length; i += 2) {
            links.add((Integer) linksAndLoads[i]);
            loads.add((Double) linksAndLoads[i + 1]);
        }
        return new Traffic(links, loads);
    }

    @Test
    void whatOneDoesNotUseTheOthersDo() {
        // Link 0 holds three to a third each; the third is bound to 0.1 by link 1, so the others share 0.9.
        double[] speeds = MaxMin.speeds(
                new double[] {1, 0.1}, List.of(traffic(0, 1.0), traffic(0, 1.0), traffic(0, 1.0, 1, 1.0)));
        assertThat(speeds[0]).isEqualTo(0.45, within(1e-9));
        assertThat(speeds[1]).isEqualTo(0.45, within(1e-9));
        assertThat(speeds[2]).isEqualTo(0.1, within(1e-9));
    }

    @Test
    void noneIsFasterThanItsNic() {
        assertThat(MaxMin.speeds(new double[] {100}, List.of(traffic(0, 4.0), traffic())))
                .containsExactly(1, 1);
    }

    @Test
    void everyGangIsFullyServedOrIsTheFastestOnAFullLink() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            int links = 1 + random.nextInt(6);
            double[] capacity = random.doubles(links, 0.1, 3).toArray();
            List<Traffic> gangs = new ArrayList<>();
            int count = 1 + random.nextInt(8);
            for (int gang = 0; gang < count; gang++) {
                TreeMap<Integer, Double> load = new TreeMap<>();
                int used = random.nextInt(links + 1);
                for (int link = 0; link < used; link++) {
                    load.put(random.nextInt(links), 0.1 + random.nextInt(20) / 10.0);
                }
                gangs.add(new Traffic(List.copyOf(load.keySet()), List.copyOf(load.values())));
            }
            double[] speeds = MaxMin.speeds(capacity, gangs);
            double[] sent = new double[links];
            double[] fastest = new double[links];
            for (int gang = 0; gang < count; gang++) {
                Traffic traffic = gangs.get(gang);
                for (int at = 0; at < traffic.links().size(); at++) {
                    int link = traffic.links().get(at);
                    sent[link] += speeds[gang] * traffic.load().get(at);
                    fastest[link] = Math.max(fastest[link], speeds[gang]);
                }
            }
            for (int gang = 0; gang < count; gang++) {
                double speed = speeds[gang];
                assertThat(speed).isPositive().isLessThanOrEqualTo(1);
                assertThat(speed == 1
                                || gangs.get(gang).links().stream()
                                        .anyMatch(link -> sent[link] >= capacity[link] * (1 - 1e-9)
                                                && speed >= fastest[link] * (1 - 1e-9)))
                        .as("case %d, gang %d: %s of %s", i, gang, speed, gangs)
                        .isTrue();
            }
            for (int link = 0; link < links; link++) {
                assertThat(sent[link]).isLessThanOrEqualTo(capacity[link] * (1 + 1e-9));
            }
        }
    }
}
