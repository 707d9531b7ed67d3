import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Rewrites the class files of a jar in today's format: those of before Java 6, such as picocli's, cannot go into a
 * start-up cache, and are verified slowly at each start. Code is left as it is; only stack maps are added.
 *
 * <p>Usage: {@code java RenewClasses.java JAR}
 */
void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path fresh = Path.of(jar + ".new");
    try (JarFile in = new JarFile(jar.toFile());
            URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
            JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh))) {
        ClassFile format = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        for (JarEntry entry : in.stream().toList()) {
            JarEntry copy = new JarEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            try (InputStream body = in.getInputStream(entry)) {
                byte[] bytes = body.readAllBytes();
                boolean code = entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
                out.write(code ? renew(format, bytes) : bytes);
            }
        }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
}

byte[] renew(ClassFile format, byte[] bytes) {
    ClassTransform version = (builder, element) -> {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
        } else {
            builder.with(element);
        }
    };
    return format.transformClass(
            format.parse(bytes), version.andThen(ClassTransform.transformingMethodBodies(CodeBuilder::with)));
}
