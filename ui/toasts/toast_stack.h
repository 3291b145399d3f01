// The toasts of a window, one above the other in its lower right corner.
#pragma once

#include "ui/toasts/toast.h"

#include <QObject>

#include <vector>

namespace partitura::ui {

/// Newest below. At most four: one more sends the oldest away, of those that would go by themselves first.
/// A toast that says what the newest says already only begins anew. Owned by the window. Thread: the user
/// interface's.
class ToastStack : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 4;

    /// `above`: the toasts stand above it; the status bar.
    ToastStack(QWidget* window, QWidget* above);

    void show(ToastMessage message);
    [[nodiscard]] const std::vector<Toast*>& toasts() const { return m_toasts; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void remove(Toast* toast);
    void place();

    QWidget* m_window;
    QWidget* m_above;
    std::vector<Toast*> m_toasts; ///< oldest first
};

} // namespace partitura::ui
