package org.meridian.notifications.schedule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.meridian.calendar.WorkingDays;
import org.meridian.notifications.knowledge.ChosenZone;

/** What is in this package has no Decider's name, but keeps the deciders' rules. */
class ScheduleIsPureTest {

    private static final ArchRule SEES_ONLY_JAVA_AND_ITSELF = classes().should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", Schedules.class.getPackageName())
                    .or(type(WorkingDays.class)));
    private static final ArchRule READS_NO_CLOCK = noClasses().should()
            .callMethodWhere(describe("read a clock", (JavaCall<?> call) -> call.getName().equals("now")
                    || call.getName().equals("currentTimeMillis") || call.getName().startsWith("system")));

    @Test
    void itIs() {
        JavaClasses schedule = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(Schedules.class);

        SEES_ONLY_JAVA_AND_ITSELF.check(schedule);
        READS_NO_CLOCK.check(schedule);
    }

    @Test
    void bothRulesBite() {
        var importer = new ClassFileImporter();

        assertThatThrownBy(() -> SEES_ONLY_JAVA_AND_ITSELF.check(importer.importClasses(ChosenZone.class)))
                .isInstanceOf(AssertionError.class).hasMessageContaining("LoggerFactory");
        assertThatThrownBy(() -> READS_NO_CLOCK.check(importer.importClasses(Planted.class)))
                .isInstanceOf(AssertionError.class).hasMessageContaining("Instant.now");
    }

    static final class Planted {
        static Instant impatient() {
            return Instant.now();
        }
    }
}
