// The workspace's tables, as the steps that lead to them.
#pragma once

#include <QStringList>

namespace partitura::app {

/// Migrations in order: the list at index n brings a file from user_version n to n + 1. Never change one
/// that was released; add the next. Thread: any.
[[nodiscard]] const QList<QStringList>& workspaceMigrations();

/// The user_version this program writes.
[[nodiscard]] inline int workspaceVersion() {
    return int(workspaceMigrations().size());
}

} // namespace partitura::app
