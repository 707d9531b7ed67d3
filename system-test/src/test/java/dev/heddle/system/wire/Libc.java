package dev.heddle.system.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The calls of the C library that Java has no API for; negative results are errors, as there. */
@SuppressWarnings("restricted")
final class Libc {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle OPEN = function("open", FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle SETNS = function("setns", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle IF_NAMETOINDEX = function("if_nametoindex", FunctionDescriptor.of(INT, POINTER));
    private static final MethodHandle SOCKET = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = function("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final MethodHandle SEND = function("send", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT));
    private static final MethodHandle RECVFROM =
            function("recvfrom", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT, POINTER, POINTER));

    private Libc() {}

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.invokeExact(arena.allocateFrom(path), flags);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int close(int descriptor) {
        try {
            return (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int setns(int descriptor, int kind) {
        try {
            return (int) SETNS.invokeExact(descriptor, kind);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** 0 where there is no such link. */
    static int linkIndex(String link) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) IF_NAMETOINDEX.invokeExact(arena.allocateFrom(link));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int socket(int family, int type, int protocol) {
        try {
            return (int) SOCKET.invokeExact(family, type, protocol);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int bind(int socket, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(socket, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int setsockopt(int socket, int level, int option, MemorySegment value) {
        try {
            return (int) SETSOCKOPT.invokeExact(socket, level, option, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long send(int socket, MemorySegment data, long length) {
        try {
            return (long) SEND.invokeExact(socket, data, length, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long recvfrom(int socket, MemorySegment data, MemorySegment address, MemorySegment addressLength) {
        try {
            return (long) RECVFROM.invokeExact(socket, data, data.byteSize(), 0, address, addressLength);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }
}
