// What the window remembers, kept in the workspace.
#pragma once

#include "app/workspace/workspace.h"
#include "ui/shell/layout_store.h"

#include <map>
#include <optional>
#include <string>

namespace partitura::app {

/// The workspace outlives it. Thread: the user interface's.
class WorkspaceLayoutStore final : public ui::LayoutStore {
public:
    explicit WorkspaceLayoutStore(Workspace& workspace)
        : m_workspace(workspace) {}

    /// In this run, until it is saved anew, `key` of the application itself is `value`.
    void presume(const QString& key, const std::optional<std::string>& value) {
        if (value)
            m_presumed[key] = QByteArray::fromStdString(*value);
    }

    [[nodiscard]] QByteArray load(const QString& scope, const QString& key) const override {
        if (const auto at = m_presumed.find(key); scope.isEmpty() && at != m_presumed.end())
            return at->second;
        return QByteArray::fromBase64(m_workspace.value(scope, key).toString().toLatin1());
    }
    void save(const QString& scope, const QString& key, const QByteArray& value) override {
        if (scope.isEmpty())
            m_presumed.erase(key);
        m_workspace.setValue(scope, key, QString::fromLatin1(value.toBase64()));
    }

private:
    Workspace& m_workspace;
    std::map<QString, QByteArray> m_presumed;
};

} // namespace partitura::app
