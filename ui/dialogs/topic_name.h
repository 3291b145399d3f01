// Kafka's rules for topic names, said to a person.
#pragma once

#include <QString>

namespace partitura::ui {

/// What is wrong with a topic name, in the user's language; empty when Kafka accepts it.
/// Rules: org.apache.kafka.common.internals.Topic.validate. Thread: the user interface's.
[[nodiscard]] QString topicNameProblem(const QString& name);

/// True if two names differ at most in '.' and '_': Kafka refuses the second, because both give the same
/// metric name (Topic.hasCollision).
[[nodiscard]] bool topicNamesCollide(const QString& a, const QString& b);

} // namespace partitura::ui
