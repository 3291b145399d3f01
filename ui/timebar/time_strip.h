// The recorded span as a strip: what flowed, what happened, and which moment the window shows.
#pragma once

#include "app/recording/moment.h"

#include <QWidget>

#include <optional>

namespace partitura::ui {

/// Click or drag shows a moment; with Shift a drag chooses a span; the wheel widens and narrows what is seen.
/// Left and Right go by one recorded frame, with Shift by a minute; Home, End and L to the beginning and the
/// end. Thread: the user interface's.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    struct Span {
        app::RecordedMs from = 0;
        app::RecordedMs to = 0;
        bool operator==(const Span&) const = default;
    };

    explicit TimeStrip(QWidget* parent = nullptr);

    void showOverview(std::shared_ptr<const app::Overview> overview);
    /// nullopt: the end, which moves.
    void showAt(std::optional<app::RecordedMs> at);
    void setChosen(std::optional<Span> span);
    /// What the strip shows, from left to right.
    [[nodiscard]] Span visible() const { return m_visible; }
    /// Shows about so much of the end.
    void setVisibleSpan(std::int64_t ms);
    [[nodiscard]] std::int64_t visibleSpan() const { return m_visibleMs; }
    void retranslate();

    [[nodiscard]] double xOf(app::RecordedMs at) const;
    [[nodiscard]] app::RecordedMs timeAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 44}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 44}; }

signals:
    void scrubbed(app::RecordedMs at);
    /// By one recorded frame, forwards or backwards.
    void stepped(int direction);
    void endWanted();
    void playWanted();
    void spanChosen(std::optional<partitura::ui::TimeStrip::Span> span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();
    void drawFlow(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void drawTimes(QPainter& painter) const;
    void drawHandle(QPainter& painter) const;
    [[nodiscard]] QString hoverText(double x) const;
    [[nodiscard]] QRectF flowRect() const;

    std::shared_ptr<const app::Overview> m_overview;
    std::optional<app::RecordedMs> m_at;
    std::optional<Span> m_chosen;
    std::optional<app::RecordedMs> m_choosingFrom;
    std::int64_t m_visibleMs;
    bool m_fits = true; ///< what is seen grows with the recording, until the user says how much to see
    Span m_visible;
};

} // namespace partitura::ui
