// Apache Kafka's jars, for tests and figures that run it.
#pragma once

#include "tests/kafka/program.h"

#include <optional>

namespace partitura::test {

/// A Java class path with Kafka's tools in it, or why there is none. The jars are those of the folder that
/// PARTITURA_KAFKA_LIBS names, or come from Maven into a folder of the build directory, once.
struct KafkaLibraries {
    QString classPath;
    QByteArray whyNot; ///< empty when there is a class path
};
KafkaLibraries kafkaLibraries();

/// Runs a class of Kafka's in a virtual machine that starts fast.
Ended runKafka(const KafkaLibraries& libraries, const QString& className, const QStringList& arguments);

} // namespace partitura::test
