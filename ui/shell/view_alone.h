// One view over the whole window, and back.
#pragma once

#include "ui/shell/layouts.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

class QDockWidget;

namespace partitura::ui {

/// For the projector: all other docks are out of the way until it ends, when every dock is back in its place.
/// Owned by the window. Thread: the user interface's.
class ViewAlone : public QObject {
    Q_OBJECT

public:
    /// `docks` and `layouts` outlive this.
    ViewAlone(Layouts& layouts, const std::vector<QDockWidget*>& docks, QObject* parent);

    [[nodiscard]] bool isOn() const { return m_before.has_value(); }
    /// From the view shown alone before to this one, if there was one.
    void begin(QDockWidget* dock);
    void end();
    /// Makes a change that concerns all docks; what is alone stays so.
    void during(const std::function<void()>& change);

signals:
    void changed(bool on);

private:
    Layouts& m_layouts;
    const std::vector<QDockWidget*>& m_docks;
    std::optional<Layouts::Snapshot> m_before;
    QDockWidget* m_dock = nullptr; ///< the one that is alone, while it is
};

} // namespace partitura::ui
