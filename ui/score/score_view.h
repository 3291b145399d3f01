// The Score view: one topic as a musical score.
#pragma once

#include "ui/score/score_picture.h"
#include "ui/view.h"

#include <QElapsedTimer>
#include <QPointer>

class QAction;
class QLabel;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace partitura::ui {

class ComboBox;
class ToolRow;

class EmptyState;
class ScoreCanvas;
class ScoreLegend;

/// Entry point of the folder. Chooses topic, scale and groups; the canvas does the rest.
/// Thread: the user interface's.
class ScoreView : public View {
    Q_OBJECT

public:
    explicit ScoreView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override;
    [[nodiscard]] QString title() const override;
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;

private:
    void buildBar();
    void refreshTopics();
    void refreshGroupMenu();
    void refreshBar();
    void topicChosen();
    void showRecord();
    void fillScales();
    [[nodiscard]] std::vector<GroupMarks> marksOf(const QString& topic) const;
    [[nodiscard]] QStringList chosenGroups(const QString& topic) const;
    [[nodiscard]] QStringList groupsOn(const QString& topic) const;
    [[nodiscard]] TimestampMs clusterNow();

    QPointer<app::Source> m_source;
    Frame m_frame;
    QString m_topic;
    QString m_wantedTopic;           ///< asked for before it was in a snapshot
    QVariantMap m_groups;            ///< topic → the reader's choice; without one: the first few
    std::vector<GroupMarks> m_marks; ///< of the groups shown, in the newest snapshot
    QElapsedTimer m_sinceFrame;
    QElapsedTimer m_sinceSnapshot;

    ToolRow* m_bar;
    ComboBox* m_topicBox;
    ComboBox* m_scaleBox;
    QToolButton* m_groupButton;
    QMenu* m_groupMenu;
    QAction* m_follow;
    QAction* m_zoomIn;
    QAction* m_zoomOut;
    QAction* m_all;
    QLabel* m_status;
    ScoreCanvas* m_canvas;
    ScoreLegend* m_legend;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
