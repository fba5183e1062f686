package org.tributary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.tributary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] STAGES = {
    "..tributary.ingest..",
    "..tributary.snapshot..",
    "..tributary.prepare..",
    "..tributary.attribute..",
    "..tributary.allocate..",
    "..tributary.settle..",
    "..tributary.report..",
    "..tributary.verify..",
    "..tributary.publish.."
  };

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("org.tributary.schemas..")
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "stand in another part of Tributary",
                  type ->
                      type.getPackageName().startsWith("org.tributary")
                          && !type.getPackageName().startsWith("org.tributary.schemas")));

  @ArchTest
  static final ArchRule modulesBelowSparkJobsKnowNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.tributary.schemas..", "org.tributary.gpu..", "org.tributary.reports..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..");

  @ArchTest
  static final ArchRule reportsAndKernelsDontKnowEachOther =
      slices().matching("org.tributary.(gpu|reports)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule stagesHandOverTables =
      slices()
          .matching(
              "org.tributary.(ingest|snapshot|prepare|attribute|allocate|settle|report|verify|publish)..")
          .should()
          .notDependOnEachOther()
          .because("a stage knows tables, not other stages");

  @ArchTest
  static final ArchRule stagesDontKnowWhoCallsThem =
      noClasses()
          .that()
          .resideInAnyPackage(STAGES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tributary.cli..",
              "org.tributary.nightly..",
              "org.tributary.sample..",
              "org.tributary.evaluate..");

  @ArchTest
  static final ArchRule theLedgerIsPure =
      noClasses()
          .that()
          .resideInAPackage("org.tributary.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..");

  @ArchTest
  static final ArchRule pureCoresSayAllTheyNeed =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.tributary.sample.digits..",
              "org.tributary.span..",
              "org.tributary.lexical..",
              "org.tributary.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..");

  /** A warehouse, a run's folder, landing files may lie on any file system that Hadoop knows. */
  @ArchTest
  static final ArchRule noPathIsALocalFile =
      noClasses()
          .that()
          .resideInAnyPackage(STAGES)
          .or()
          .resideInAnyPackage(
              "..tributary.session..", "..tributary.books..", "..tributary.safety..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File");

  @ArchTest
  static final ArchRule onlySessionMakesSessions =
      classes()
          .that()
          .resideInAPackage("org.tributary..")
          .and()
          .haveSimpleNameNotStartingWith("SparkSessions")
          .should()
          .onlyCallMethodsThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "don't build a Spark session",
                  method ->
                      !method
                          .getOwner()
                          .getName()
                          .startsWith("org.apache.spark.sql.SparkSession$Builder")));
}
