package dev.heddle.lab.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Replaces this process by another program (execvp, POSIX.1): its streams, signals, process id and exit status are then
 * the program's own, with nothing of ours in between.
 */
@SuppressWarnings("restricted")
public final class ProgramImage {
    private static final int SIG_UNBLOCK = 1;
    private static final long SIGNAL_SET_BYTES = 128;

    private ProgramImage() {}

    /** Returns only if the program cannot be run. */
    public static LabException replace(List<String> command) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            unblockSignals(linker, arena);
            MethodHandle execvp = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("execvp"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
            for (int i = 0; i < command.size(); i++) {
                arguments.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
            }
            int _ = (int) execvp.invokeExact(arguments.getAtIndex(ValueLayout.ADDRESS, 0), arguments);
        } catch (Throwable e) {
            throw new AssertionError("execvp takes two pointers", e);
        }
        return new LabException(LabException.Reason.FAILED, "cannot run " + command.getFirst());
    }

    /** The JVM blocks SIGQUIT in its threads, and a program inherits what is blocked. */
    private static void unblockSignals(Linker linker, Arena arena) throws Throwable {
        MethodHandle sigprocmask = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("sigprocmask"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        MemorySegment all = arena.allocate(SIGNAL_SET_BYTES);
        MemorySegment _ = all.fill((byte) 0xff);
        int _ = (int) sigprocmask.invokeExact(SIG_UNBLOCK, all, MemorySegment.NULL);
    }
}
