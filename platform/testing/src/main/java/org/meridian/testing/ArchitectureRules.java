package org.meridian.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.meridian.schemas.Ids;

/** The rules of the architecture that the compiler does not know; each module's tests run them on its own classes. */
public final class ArchitectureRules {

    private static final Pattern TOPIC = Pattern
            .compile("\"[^\"\\n]*\\b(?:shared|domestic|to-[a-z0-9]+)\\.[a-z]+[^\"\\n]*\"");
    private static final List<String> FOR_DECIDERS = List.of("java.", "org.jspecify.", "org.meridian.events.",
            "org.apache.avro.specific.SpecificRecord", Ids.class.getName(), "org.meridian.eventlog.decision.");
    private static final String DEFAULTS = "org.meridian.process.startup.ProcessDefaults.set()";

    private ArchitectureRules() {}

    /** Checks all rules on the main classes of a package and below, for example {@code org.meridian.posts}. */
    public static void check(String basePackage) {
        JavaClasses main = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(basePackage);
        Stream.of(noCyclesBetweenPackages(), decidersArePure(), decidersMakeNoIds(), onlyTheOutboxProduces(),
                nothingBlocks(), programsBeginWithTheirDefaults())
                .forEach(rule -> rule.check(main));
        List<String> literals = topicLiterals(root());
        if (!literals.isEmpty()) {
            throw new AssertionError("Topic names belong in Topics alone: " + literals);
        }
    }

    static ArchRule noCyclesBetweenPackages() {
        return slices().matching("org.meridian.(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule decidersArePure() {
        return classes().that().haveNameMatching(".*Decider(\\$.*)?").should(seeOnlyTheirOwnPackage())
                .allowEmptyShould(true);
    }

    /** What an id says is part of the rules; a new one is an argument, like the time. */
    static ArchRule decidersMakeNoIds() {
        return noClasses().that().haveNameMatching(".*Decider(\\$.*)?").should()
                .callMethod(Ids.class, "create", String.class).orShould().callMethod(Ids.class, "eventId")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> seeOnlyTheirOwnPackage() {
        return new ArchCondition<>(
                "see only java, JSpecify, the events, values, refusals, what an id says and their own package") {
            @Override
            public void check(JavaClass decider, ConditionEvents events) {
                for (Dependency dependency : decider.getDirectDependenciesFromSelf()) {
                    JavaClass seen = dependency.getTargetClass().getBaseComponentType();
                    boolean allowed = seen.isPrimitive() || seen.getPackageName().equals(decider.getPackageName())
                            || isValue(seen) || FOR_DECIDERS.stream().anyMatch(seen.getName()::startsWith);
                    if (!allowed) {
                        events.add(SimpleConditionEvent.violated(decider, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** What a neighbouring feature says: its records and enums, and what is one of several records. */
    private static boolean isValue(JavaClass seen) {
        return seen.getPackageName().startsWith("org.meridian.") && (seen.isRecord() || seen.isEnum()
                || seen.isInterface() && isOneOfSeveralRecords(seen.reflect()));
    }

    private static boolean isOneOfSeveralRecords(Class<?> seen) {
        return seen.isSealed() && Stream.of(seen.getPermittedSubclasses()).allMatch(Class::isRecord);
    }

    static ArchRule onlyTheOutboxProduces() {
        return noClasses().that().resideOutsideOfPackage("org.meridian.eventlog.outbox..").and()
                .doNotHaveFullyQualifiedName("org.meridian.eventlog.SchemaAnnouncements").should().dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer").allowEmptyShould(true);
    }

    static ArchRule nothingBlocks() {
        return noClasses().should()
                .callMethodWhere(describe("block a reactive type",
                        (JavaCall<?> call) -> call.getTargetOwner().getPackageName()
                                .startsWith("reactor.core.publisher")
                                && call.getName().startsWith("block")))
                .allowEmptyShould(true);
    }

    /** A static field's value would be made earlier still. */
    static ArchRule programsBeginWithTheirDefaults() {
        return methods().that().haveName("main").and().areStatic().should(beginWithTheirDefaults())
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaMethod> beginWithTheirDefaults() {
        return new ArchCondition<>("call ProcessDefaults.set() before anything else") {
            @Override
            public void check(JavaMethod main, ConditionEvents events) {
                boolean first = main.getCallsFromSelf().stream().min(Comparator.comparing(JavaCall::getLineNumber))
                        .filter(call -> call.getTarget().getFullName().equals(DEFAULTS)).isPresent();
                if (!first || main.getOwner().getStaticInitializer().isPresent()) {
                    events.add(SimpleConditionEvent.violated(main, main.getFullName() + " begins with something else"));
                }
            }
        };
    }

    /** File and literal of each topic name in the main sources of any module, {@code Topics} aside. */
    static List<String> topicLiterals(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().contains("/src/main/java/") && file.toString().endsWith(".java")
                    && !file.endsWith("org/meridian/schemas/Topics.java")).flatMap(ArchitectureRules::literals)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> literals(Path file) {
        try {
            return TOPIC.matcher(Files.readString(file)).results().map(it -> file.getFileName() + ": " + it.group())
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checkout, whichever module's folder the tests run in. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("schemas")) || !Files.isDirectory(folder.resolve("services"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("not in a checkout of Meridian");
            }
            folder = parent;
        }
        return folder;
    }
}
