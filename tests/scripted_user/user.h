// A user in front of the window: eyes for what is shown, a mouse and a keyboard.
#pragma once

#include "ui/shell/main_window.h"

#include <QTest>

class QAbstractItemView;
class QComboBox;

namespace partitura::test {

/// Finds what can be seen by its object name and goes through the window system, as a mouse and keys do: what
/// is covered, disabled or hidden does not answer. Waits for conditions, for as long as `patienceMs`; what
/// returns bool says whether it came to pass, and prints what was missing. Thread: the user interface's.
class User {
public:
    static constexpr int patienceMs = 90'000;

    explicit User(ui::MainWindow& window)
        : m_window(window) {}

    // Eyes.

    /// The dialog in front, else the window.
    [[nodiscard]] QWidget* front() const;
    /// Waits for a widget of this name to be seen in front; nullptr if none comes.
    template <typename T = QWidget>
    T* see(const char* name) {
        T* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = visible<T>(name)) != nullptr; }, patienceMs))
            qWarning("there is no %s to be seen", name);
        return found;
    }
    /// A cell of the first row whose `keyColumn` says `key`, as text; empty if there is none.
    QString cell(const char* table, const QString& key, int column, int keyColumn = 0);
    int rows(const char* table);
    /// The digits of a number as people read it.
    static qint64 number(const QString& text);

    // Mouse and keys.

    /// Gives what is in front the keyboard, where no window manager does.
    bool activate();
    bool click(QWidget* widget);
    bool click(const char* name) { return click(see(name)); }
    bool clickAt(QWidget* widget, const QPoint& at);
    /// On the first row whose `keyColumn` says `key`; twice for a double click.
    bool clickRow(const char* table, const QString& key, int keyColumn = 0, bool twice = false);
    bool press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier);
    void type(const QString& text);
    /// Clicks into a field and replaces what is in it.
    bool enter(const char* field, const QString& text);
    /// Goes through the items of a box by key until one begins with `text`.
    bool choose(const char* box, const QString& text);
    /// Ctrl+K, `words`, Enter; false if what comes first is not the entry `id`, or cannot be done now.
    bool command(const QString& words, const QString& id);
    /// Brings a view to the front.
    bool goTo(const QString& view) {
        return command(QStringLiteral("go to ") + view, QStringLiteral("view/") + view);
    }
    /// The primary button of the dialog in front, which closes.
    bool confirm(const char* dialog);
    /// Fills in the file dialog that is about to come: it has an event loop of its own.
    void answerFileDialog(const QString& path);

private:
    template <typename T>
    T* visible(const char* name) const {
        for (T* widget : front()->findChildren<T*>(QString::fromLatin1(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    QModelIndex row(const QAbstractItemView& table, const QString& key, int keyColumn) const;

    ui::MainWindow& m_window;
};

} // namespace partitura::test
