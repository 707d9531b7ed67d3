package dev.heddle.placement.replay.input;

/**
 * A job of a log.
 *
 * @param id as placements name it: its line in the file from 1, or Slurm's JobID
 * @param line in the file, from 1
 * @param submitted microseconds since 1970 in the log's own time zone
 * @param duration microseconds
 * @param gpus in all; 0 where the log tells none: the job then holds whole hosts
 * @param hosts as the log tells; 0 where it does not
 */
public record Job(String id, int line, long submitted, long duration, int gpus, int hosts) {}
