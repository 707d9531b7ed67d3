package dev.heddle.placement.replay;

import java.util.Arrays;

/** Whole numbers of which the mean and quantiles are asked for. Owned by one thread. */
public final class Samples {
    private long[] values = new long[1024];
    private int size;
    private boolean sorted = true;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        sorted = false;
    }

    public int size() {
        return size;
    }

    /** 0 of none. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return size == 0 ? 0 : sum / size;
    }

    /** The smallest sample that at least this share of them does not exceed; 0 of none. */
    public long quantile(double share) {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        return size == 0 ? 0 : values[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }
}
