#include "tests/kafka/kafka_libraries.h"

#include <QDir>
#include <QStandardPaths>

namespace partitura::test {
namespace {

bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

bool hasTools(const QString& folder) {
    return !QDir(folder).entryList({QStringLiteral("kafka_2.13-*.jar")}).isEmpty();
}

} // namespace

KafkaLibraries kafkaLibraries() {
    if (!isInstalled("java"))
        return {{}, "java is not installed"};
    const auto named = qEnvironmentVariable("PARTITURA_KAFKA_LIBS");
    if (!named.isEmpty())
        return hasTools(named)
                   ? KafkaLibraries{named + QStringLiteral("/*"), {}}
                   : KafkaLibraries{{}, "PARTITURA_KAFKA_LIBS names a folder without kafka_2.13-*.jar"};
    const auto folder = QStringLiteral(PARTITURA_KAFKA_CACHE);
    if (hasTools(folder))
        return {folder + QStringLiteral("/*"), {}};
    if (!isInstalled("mvn"))
        return {
            {},
            "Maven, which gets Apache Kafka's jars, is not installed; PARTITURA_KAFKA_LIBS may name them"};
    // Into a folder of its own first, so that a cut transfer is not taken for the whole.
    const auto partial = folder + QStringLiteral(".partial");
    const auto got = runProgram(
        QStringLiteral("mvn"),
        {QStringLiteral("-q"), QStringLiteral("-B"), QStringLiteral("-f"),
         QStringLiteral(PARTITURA_KAFKA_POM), QStringLiteral("dependency:copy-dependencies"),
         QStringLiteral("-DincludeScope=runtime"), QStringLiteral("-DoutputDirectory=") + partial});
    if (got.status != 0 || !hasTools(partial) || !QDir().rename(partial, folder))
        return {{}, "Maven could not get Apache Kafka's jars: " + (got.output + got.errors).left(300)};
    return {folder + QStringLiteral("/*"), {}};
}

Ended runKafka(const KafkaLibraries& libraries, const QString& className, const QStringList& arguments) {
    return runProgram(QStringLiteral("java"),
                      QStringList{QStringLiteral("-XX:TieredStopAtLevel=1"),
                                  QStringLiteral("-XX:+UseSerialGC"), QStringLiteral("-cp"),
                                  libraries.classPath, className} +
                          arguments);
}

} // namespace partitura::test
