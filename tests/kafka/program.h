// A program run to its end.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace partitura::test {

/// How a program ended.
struct Ended {
    int status = -1; ///< -1: it did not start, was killed or came to no end
    QByteArray output;
    QByteArray errors;

    /// For the failure message of a test.
    [[nodiscard]] QByteArray story() const {
        return "status " + QByteArray::number(status) + "\n" + output.left(4000) + errors.left(4000);
    }
};

/// Kills it at the deadline, which is far off.
Ended runProgram(const QString& program, const QStringList& arguments);

} // namespace partitura::test
