// Clients as processes.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace partitura::test {

/// How a program ended.
struct Ended {
    bool inTime = false; ///< it ended by itself, before the deadline
    int status = -1;
    QByteArray output; ///< standard output
    QByteArray errors; ///< standard error

    [[nodiscard]] bool ok() const { return inTime && status == 0; }
    /// For the failure message of a test.
    [[nodiscard]] QByteArray story() const {
        return "status " + QByteArray::number(status) + "\n" + output + errors;
    }
};

/// Runs a program to its end, with this on its standard input; it is killed at the deadline, which is far
/// off.
Ended run(const QString& program, const QStringList& arguments, const QByteArray& input = {});

/// A program of this folder, run by Debian's Python.
Ended runPython(const QString& file, const QStringList& arguments);
/// Starts one that runs until it is stopped; its output comes unbuffered.
void startPython(QProcess& process, const QString& file, const QStringList& arguments = {});

/// Why kcat, or a module of Debian's Python, cannot be used; nullopt if it can.
std::optional<QByteArray> whyNoKcat();
std::optional<QByteArray> whyNoPython(const QString& module, const QString& package);

/// The scenarios of a Python file of this folder: its functions named test_…, without that.
QStringList scenarios(const QString& file);

} // namespace partitura::test
