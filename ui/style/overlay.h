// A sheet over the window that holds one card: palette, keys, welcome.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QWidget>

namespace partitura::ui {

/// Covers its parent while it is shown, dims what lies below and keeps the keyboard. Escape, a click beside
/// the card and `dismiss` close it; the focus goes back to where it was. Subclasses fill `card()`.
/// Thread: the user interface's.
class Overlay : public QWidget {
    Q_OBJECT

public:
    enum class Place { top, centre };

    Overlay(Place place, QWidget* window);

    /// Shows it, over everything.
    void present();
    void dismiss();

signals:
    void dismissed();

protected:
    [[nodiscard]] QFrame* card() const { return m_card; }
    /// How large the card wants to be; at most what the window has room for.
    [[nodiscard]] virtual QSize cardSize() const { return m_card->sizeHint(); }
    /// Call when cardSize() has changed.
    void placeCard();

    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    Place m_place;
    QFrame* m_card;
    QPointer<QWidget> m_focusBefore;
};

} // namespace partitura::ui
