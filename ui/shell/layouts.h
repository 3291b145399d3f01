// Named layouts of the docks: those that come with the program and those the user made.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <vector>

class QDockWidget;
class QMainWindow;
class QTimer;

namespace partitura::ui {

class LayoutStore;
class View;

/// A layout changes only when the user says so (`update`): docks that are moved, closed or opened make the
/// current one *modified*, which is shown and lost by going back to it. What a dock's size is does not count.
/// Layouts of the user's are kept in the store, for every source. Owned by the window. Thread: the user
/// interface's.
class Layouts : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString key; ///< stable; of a user's layout "user/" and its name
        QString name;
        bool isBuiltIn = true;
    };

    /// `views` and `docks` belong together by index and outlive this.
    Layouts(QMainWindow& window, const std::vector<View*>& views, const std::vector<QDockWidget*>& docks,
            LayoutStore& store);

    /// In the order of menus.
    [[nodiscard]] std::vector<Entry> all() const;
    /// Always one of all().
    [[nodiscard]] Entry current() const;
    [[nodiscard]] bool isModified() const { return m_modified; }

    void apply(const QString& key);
    /// Type has another size: a built-in layout as it is named has the rows there is room for now.
    void fitType();
    /// Whether docks glide when they are moved by hand.
    void setAnimated(bool on);
    /// While off, what happens to the docks is not a change of the layout.
    void setWatching(bool on) { m_isWatching = on; }
    /// Back to the current layout as it is named.
    void reset() { apply(m_current); }
    /// Keeps what is on the screen as a layout of the user's, which becomes the current one; one of that name
    /// is replaced. False: the name is empty or a built-in one.
    bool saveAs(const QString& name);
    /// Keeps what is on the screen as the current layout. Not for built-in ones.
    void update();
    /// Of the current layout; false: as for saveAs, or there is one of that name. Not for built-in ones.
    bool rename(const QString& name);
    /// Removes the current layout, leaving the docks as they are, and returns its bytes for `restore`.
    QByteArray remove();
    /// Brings a removed layout back.
    void restore(const QString& name, const QByteArray& state);

    /// The docks as they are now, and where they came from, to be brought back.
    struct Snapshot {
        QByteArray docks;
        QByteArray origin;
    };
    [[nodiscard]] Snapshot snapshot() const;
    void bringBack(const Snapshot& snapshot);

    /// Which layout the docks on the screen came from, for the window to remember beside their state.
    [[nodiscard]] QByteArray origin() const;
    /// The docks have been brought back as they were left. Bytes that make no sense give the first layout.
    void setOrigin(const QByteArray& origin);

signals:
    /// The list, the current one or whether it is modified.
    void changed();

private:
    [[nodiscard]] bool isFree(const QString& name) const;
    [[nodiscard]] QByteArray stateOf(const QString& userKey) const;
    void keep(const QString& name, const QByteArray& state);
    void settle();
    void compare();
    /// How the docks stand to each other, whatever their sizes.
    [[nodiscard]] QString arrangement() const;

    QMainWindow& m_window;
    const std::vector<View*>& m_views;
    const std::vector<QDockWidget*>& m_docks;
    LayoutStore& m_store;
    QString m_current;
    QString m_asNamed; ///< the arrangement of the current layout; empty: not known before it is shown
    bool m_isAnimated = true;
    bool m_isWatching = true;
    bool m_modified = false;
    bool m_twoRows = true; ///< there was room for them when the docks were placed
    QTimer* m_soon;        ///< a rearrangement comes as many signals
};

} // namespace partitura::ui
