// Where the window keeps what must come back after a restart; the composition root decides what stands behind
// it.
#pragma once

#include <QByteArray>
#include <QString>

namespace partitura::ui {

/// Small values by scope and key. Scope is a source's workspaceKey(), or empty for the application itself
/// (theme, language, geometry). Both calls are cheap and never wait: a store on disk writes behind. Thread:
/// the user interface's. Outlives the window.
class LayoutStore {
public:
    virtual ~LayoutStore() = default;

    /// The bytes last saved; empty if there are none.
    [[nodiscard]] virtual QByteArray load(const QString& scope, const QString& key) const = 0;
    virtual void save(const QString& scope, const QString& key, const QByteArray& value) = 0;
};

} // namespace partitura::ui
