// A note at the edge of the window that goes by itself.
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace partitura::ui {

/// What a toast says. `undo` may be empty; it is called at most once.
struct ToastMessage {
    enum class Severity { info, success, error };
    QString text;
    Severity severity = Severity::info;
    std::function<void()> undo;
};

/// Goes after a time that grows with its text, which stands still while the mouse is over it or the keyboard
/// in it. An error stays until it is closed, and can be copied. Owned by its ToastStack. Thread: the user
/// interface's.
class Toast : public QFrame {
    Q_OBJECT

public:
    Toast(ToastMessage message, QWidget* parent);

    [[nodiscard]] const ToastMessage& message() const { return m_message; }
    /// Zero: it stays.
    [[nodiscard]] int lifeMs() const;
    /// Its time runs.
    [[nodiscard]] bool isCounting() const { return m_timer.isActive(); }

signals:
    /// Wants to go.
    void finished();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void pause();
    void resume();
    void undo();
    void retranslate();
    void refreshIcon();

    ToastMessage m_message;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_undo = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_close;
    QTimer m_timer;
};

} // namespace partitura::ui
