package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The control plane and its simulation once more, with one source changed: loads their classes itself, the changed ones from
 * memory and the others from where they are.
 */
final class ChangedCopy extends ClassLoader {
    private static final List<String> OWN = List.of(
            "dev.heddle.controller.",
            "dev.heddle.compiler.",
            "dev.heddle.model.decide.",
            "dev.heddle.simulator.whole.");

    private final Map<String, byte[]> changed;

    private ChangedCopy(Map<String, byte[]> changed) {
        super(ChangedCopy.class.getClassLoader());
        this.changed = changed;
    }

    static ChangedCopy with(PlantedBug bug) {
        return new ChangedCopy(compile(bug.source(), change(bug)));
    }

    /** Runs a seed; what failed in words, or nothing. */
    String run(long seed) {
        try {
            var trial = loadClass(Trial.class.getName()).getDeclaredMethod("run", long.class);
            trial.setAccessible(true);
            return (String) trial.invoke(null, seed);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String change(PlantedBug bug) {
        try {
            String text = Files.readString(Path.of("..").resolve(bug.source()));
            for (PlantedBug.Change change : bug.changes()) {
                assertThat(text.split(java.util.regex.Pattern.quote(change.text()), -1))
                        .as("%s: once in %s: %s", bug.name(), bug.source(), change.text())
                        .hasSize(2);
                text = text.replace(change.text(), change.with());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> compile(String source, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> out = new HashMap<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, null, null)) {
            boolean good = compiler.getTask(
                            null,
                            new ToMemory(standard, out),
                            diagnostics,
                            List.of("-classpath", System.getProperty("java.class.path"), "-proc:none"),
                            null,
                            List.of(new Source(source, text)))
                    .call();
            assertThat(good)
                    .as(
                            "%s",
                            diagnostics.getDiagnostics().stream()
                                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                                    .toList())
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> classes = new HashMap<>();
        out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        if (bytes == null) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ToMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        ToMemory(JavaFileManager manager, Map<String, ByteArrayOutputStream> classes) {
            super(manager);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
