#include "tests/kafka/program.h"

#include <QProcess>

namespace partitura::test {

Ended runProgram(const QString& program, const QStringList& arguments) {
    constexpr int deadlineMs = 180'000;
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    Ended ended;
    if (!process.waitForFinished(deadlineMs)) {
        process.kill();
        process.waitForFinished();
        return ended;
    }
    ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ended.output = process.readAllStandardOutput();
    ended.errors = process.readAllStandardError();
    return ended;
}

} // namespace partitura::test
