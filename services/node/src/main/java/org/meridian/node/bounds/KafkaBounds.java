package org.meridian.node.bounds;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Puts {@link Bounds} into the few places of Kafka's clients that give memory to a size which the other side declares, as their
 * classes are loaded: Kafka has no setting for it (docs/decisions/0047-kafkas-clients-believe-no-size.md).
 */
public final class KafkaBounds {

    private static final ClassDesc BOUNDS = Bounds.class.describeConstable().orElseThrow();
    private static final ClassDesc INPUT = ClassDesc.of("java.io.InputStream");
    private static final ClassDesc BUFFER = ClassDesc.of("java.nio.ByteBuffer");
    private static final String RECORD = "org.apache.kafka.common.record.";

    private final ClassLoader loader;

    private KafkaBounds(ClassLoader loader) {
        this.loader = loader;
    }

    /** Before anything of Kafka's is used. */
    public static void install() {
        install(KafkaBounds.class.getClassLoader());
    }

    /**
     * @param loader of Kafka's classes
     * @throws IllegalStateException when they are loaded already, or are not those of the release that this is written for
     */
    static void install(ClassLoader loader) {
        var bounds = new KafkaBounds(loader);
        bounds.define(RECORD + "DefaultRecord", RECORD + "TimestampType", 2,
                begin(method -> isReadFrom(method, INPUT), code -> code.aload(0)
                        .invokestatic(BOUNDS, "record", MethodTypeDesc.of(INPUT, INPUT)).astore(0)),
                begin(method -> method.methodName().equalsString("readHeaders"), code -> code.iload(1)
                        .invokestatic(BOUNDS, "headers",
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))));
        bounds.define(RECORD + "DefaultRecordBatch", RECORD + "TimestampType", 1,
                streaming(ClassDesc.of(RECORD + "DefaultRecordBatch")));
        bounds.define(RECORD + "AbstractLegacyRecordBatch", RECORD + "TimestampType", 3,
                begin(method -> method.methodName().stringValue().endsWith("terator"),
                        code -> code.invokestatic(BOUNDS, "legacy", MethodTypeDesc.of(ConstantDescs.CD_void))));
        bounds.define("org.apache.kafka.common.compress.SnappyCompression",
                "org.apache.kafka.common.compress.NoCompression", 1,
                begin(method -> method.methodName().equalsString("wrapForInput"), code -> code.aload(1)
                        .invokestatic(BOUNDS, "snappy", MethodTypeDesc.of(ConstantDescs.CD_void, BUFFER))));
        bounds.define("org.apache.kafka.common.network.NetworkReceive", "org.apache.kafka.common.network.Receive", 1,
                begin(method -> method.methodName().equalsString("<init>")
                        && method.methodTypeSymbol().parameterCount() == 3,
                        code -> code.iload(1).invokestatic(BOUNDS, "answer",
                                MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int)).istore(1)));
    }

    private static boolean isReadFrom(MethodModel method, ClassDesc from) {
        return method.methodName().equalsString("readFrom")
                && method.methodTypeSymbol().parameterList().getFirst().equals(from);
    }

    private static ClassTransform begin(Predicate<MethodModel> where, Consumer<CodeBuilder> what) {
        return ClassTransform.transformingMethodBodies(where, CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                what.accept(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        }));
    }

    /** What is not compressed is read as a stream too where it may hold a large record. */
    private static ClassTransform streaming(ClassDesc batch) {
        return ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("streamingIterator"), (code, element) -> {
                    code.with(element);
                    if (element instanceof InvokeInstruction call && call.name().equalsString("isCompressed")) {
                        code.aload(0).invokevirtual(batch, "sizeInBytes", MethodTypeDesc.of(ConstantDescs.CD_int))
                                .invokestatic(BOUNDS, "isStreamed", MethodTypeDesc.of(ConstantDescs.CD_boolean,
                                        ConstantDescs.CD_boolean, ConstantDescs.CD_int));
                    }
                });
    }

    /**
     * @param neighbour another class of its package, which may be loaded
     * @param places    how many calls of {@link Bounds} it then has
     */
    private void define(String name, String neighbour, int places, ClassTransform... transforms) {
        try (InputStream original = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (original == null) {
                throw new IllegalStateException("Kafka has no class " + name + " any more");
            }
            ClassFile classFile = ClassFile.of(ClassHierarchyResolverOption
                    .of(ClassHierarchyResolver.ofResourceParsing(loader).orElse(
                            ClassHierarchyResolver.defaultResolver())));
            byte[] bounded = original.readAllBytes();
            for (ClassTransform transform : transforms) {
                bounded = classFile.transformClass(classFile.parse(bounded), transform);
            }
            long found = classFile.parse(bounded).methods().stream().flatMap(method -> method.code().stream())
                    .flatMap(code -> code.elementStream()).filter(element -> element instanceof InvokeInstruction call
                            && call.owner().asSymbol().equals(BOUNDS))
                    .count();
            if (found != places) {
                throw new IllegalStateException(
                        "Kafka's " + name + " is not as it was: " + found + " places instead of "
                                + places + " could be given a bound");
            }
            MethodHandles.privateLookupIn(Class.forName(neighbour, false, loader), MethodHandles.lookup())
                    .defineClass(bounded);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("Kafka's " + name + " could not be given a bound: " + e, e);
        }
    }
}
