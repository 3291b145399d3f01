// What the Workloads view shows while there are none: the presets, each with what it teaches.
#pragma once

#include <QScrollArea>

#include <string>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace partitura::ui {

/// A card a preset, in as many columns as there is room for. Thread: the user interface's.
class PresetCards : public QScrollArea {
    Q_OBJECT

public:
    explicit PresetCards(QWidget* parent = nullptr);

    void retranslate();
    /// Greys the buttons; `reason` becomes their tooltip.
    void setStartEnabled(bool enabled, const QString& reason);

signals:
    void presetChosen(const QString& key);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Card {
        std::string key;
        QWidget* frame;
        QLabel* name;
        QLabel* lesson;
        QPushButton* start;
    };

    void place();

    QLabel* m_headline;
    QLabel* m_teaching;
    QGridLayout* m_grid;
    std::vector<Card> m_cards;
    int m_columns = 0;
};

} // namespace partitura::ui
