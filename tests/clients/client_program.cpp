#include "tests/clients/client_program.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>

namespace partitura::test {
namespace {

/// Long enough for a busy machine and a sanitizer: it only ends what hangs.
constexpr int deadlineMs = 180'000;
const QString python = QStringLiteral("/usr/bin/python3");

QString path(const QString& file) {
    return QStringLiteral(PARTITURA_CLIENTS "/") + file;
}

QProcessEnvironment environment() {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONUNBUFFERED"), QStringLiteral("1"));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    return environment;
}

} // namespace

Ended run(const QString& program, const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    Ended ended;
    ended.inTime = process.waitForFinished(deadlineMs);
    if (!ended.inTime) {
        process.kill();
        process.waitForFinished();
    }
    ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ended.output = process.readAllStandardOutput();
    ended.errors = process.readAllStandardError();
    return ended;
}

Ended runPython(const QString& file, const QStringList& arguments) {
    return run(python, QStringList(path(file)) + arguments);
}

void startPython(QProcess& process, const QString& file, const QStringList& arguments) {
    process.setProcessEnvironment(environment());
    process.start(python, QStringList{path(file)} + arguments);
}

std::optional<QByteArray> whyNoKcat() {
    if (!QStandardPaths::findExecutable(QStringLiteral("kcat")).isEmpty())
        return std::nullopt;
    return "the package kcat is not installed";
}

std::optional<QByteArray> whyNoPython(const QString& module, const QString& package) {
    if (run(python, {QStringLiteral("-c"), QStringLiteral("import ") + module}).ok())
        return std::nullopt;
    return QStringLiteral("the package %1 is not installed").arg(package).toUtf8();
}

QStringList scenarios(const QString& file) {
    QFile source(path(file));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression definition(QStringLiteral("^def test_(\\w+)"),
                                               QRegularExpression::MultilineOption);
    QStringList names;
    auto matches = definition.globalMatch(QString::fromUtf8(source.readAll()));
    while (matches.hasNext())
        names += matches.next().captured(1);
    return names;
}

} // namespace partitura::test
