#include "ui/score/score_view.h"

#include "ui/score/score_canvas.h"
#include "ui/score/score_legend.h"
#include "ui/style/combo_box.h"
#include "ui/style/elided_label.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/tool_row.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr int groupsAtFirst = 3;
constexpr double zoomStep = 1.6;

} // namespace

ScoreView::ScoreView(QWidget* parent)
    : View(parent)
    , m_bar(new ToolRow)
    , m_topicBox(new ComboBox)
    , m_scaleBox(new ComboBox)
    , m_groupButton(new QToolButton)
    , m_groupMenu(new QMenu(this))
    , m_follow(new QAction(this))
    , m_zoomIn(new QAction(this))
    , m_zoomOut(new QAction(this))
    , m_all(new QAction(this))
    , m_status(new ElidedLabel)
    , m_canvas(new ScoreCanvas)
    , m_legend(new ScoreLegend)
    , m_empty(new EmptyState(QStringLiteral("score")))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("scoreView"));
    buildBar();
    auto* score = new QWidget;
    auto* column = new QVBoxLayout(score);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_legend);
    auto* body = new QWidget;
    body->setLayout(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(score);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(body, 1);

    connect(m_topicBox, &QComboBox::currentIndexChanged, this, &ScoreView::topicChosen);
    connect(m_topicBox, &QComboBox::activated, this, [this] { choose(ofTopic(m_topic)); });
    connect(m_scaleBox, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_canvas->setScale(static_cast<ScoreScale>(std::max(0, index))); });
    connect(m_follow, &QAction::triggered, m_canvas, &ScoreCanvas::setFollowing);
    connect(m_zoomIn, &QAction::triggered, this, [this] { m_canvas->zoomBy(zoomStep); });
    connect(m_zoomOut, &QAction::triggered, this, [this] { m_canvas->zoomBy(1 / zoomStep); });
    connect(m_all, &QAction::triggered, m_canvas, &ScoreCanvas::showAll);
    connect(m_canvas, &ScoreCanvas::noteChosen, this, [this](const NotePlace& note) {
        Selection selection = this->selection();
        selection.setRecord(m_topic, note.partition, note.offset);
        choose(selection);
    });
    connect(m_canvas, &ScoreCanvas::moved, this, &ScoreView::refreshBar);
    connect(m_groupMenu, &QMenu::aboutToShow, this, &ScoreView::refreshGroupMenu);
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { emit actionRequested(QStringLiteral("create-topic")); });
    ScoreView::retranslate();
}

void ScoreView::buildBar() {
    m_topicBox->setObjectName(QStringLiteral("scoreTopic"));
    m_scaleBox->setObjectName(QStringLiteral("scoreScale"));
    m_topicBox->setCharacters(10, 24);
    m_scaleBox->setCharacters(10, 16);
    m_groupButton->setObjectName(QStringLiteral("scoreGroups"));
    m_groupButton->setMenu(m_groupMenu);
    m_groupButton->setPopupMode(QToolButton::InstantPopup);
    m_groupButton->setIcon(icon(u"groups"));
    m_groupButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_groupButton->setFocusPolicy(Qt::StrongFocus);
    m_status->setObjectName(QStringLiteral("scoreStatus"));
    m_status->setProperty("role", "soft");
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);

    m_bar->add(m_topicBox);
    m_bar->add(m_scaleBox);
    m_bar->add(m_groupButton);
    m_bar->add(m_status);
    const std::tuple<QAction*, const char*, const char*> buttons[] = {{m_zoomOut, "minus", "scoreZoomOut"},
                                                                      {m_zoomIn, "plus", "scoreZoomIn"},
                                                                      {m_all, "fit", "scoreAll"},
                                                                      {m_follow, "follow", "scoreFollow"}};
    for (const auto& [action, iconName, name] : buttons) {
        action->setIcon(icon(QString::fromLatin1(iconName)));
        addAction(action);
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(name));
        button->setDefaultAction(action);
        button->setToolButtonStyle(action == m_follow ? Qt::ToolButtonTextBesideIcon
                                                      : Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        m_bar->add(button);
    }
}

QString ScoreView::key() const {
    return QStringLiteral("score");
}

QString ScoreView::title() const {
    return tr("Score");
}

void ScoreView::setSource(app::Source* source) {
    m_source = source;
    m_frame = {};
    m_wantedTopic = m_topic.isEmpty() ? m_wantedTopic : m_topic;
    m_topic.clear();
    {
        const QSignalBlocker quiet(m_topicBox);
        m_topicBox->clear();
    }
    m_canvas->show(source, {});
    m_stack->setCurrentWidget(m_empty);
}

/// The cluster's time goes on between two snapshots.
TimestampMs ScoreView::clusterNow() {
    constexpr qint64 longestMs = 250;
    return m_frame.snapshot->takenAtMs + std::min(longestMs, m_sinceSnapshot.elapsed());
}

void ScoreView::showFrame(const Frame& frame) {
    const bool isNew = !m_frame.snapshot || m_frame.snapshot->version != frame.snapshot->version;
    m_frame = frame;
    if (isNew) {
        m_sinceSnapshot.start();
        refreshTopics();
        m_marks = marksOf(m_topic);
    }
    const double seconds = m_sinceFrame.isValid() ? std::min(0.25, m_sinceFrame.nsecsElapsed() * 1e-9) : 0;
    m_sinceFrame.start();
    const auto& topics = frame.snapshot->topics;
    const auto topic =
        std::ranges::find(topics, m_topic.toStdString(), [](const auto& t) { return t->name; });
    if (topic == topics.end())
        return;
    m_canvas->showFrame(*topic, m_marks, clusterNow(), seconds);
    refreshBar();
}

void ScoreView::refreshTopics() {
    QStringList names, internal;
    for (const auto& topic : m_frame.snapshot->topics)
        (topic->isInternal ? internal : names) << QString::fromStdString(topic->name);
    // Kafka's own are no reason to leave the empty page.
    m_stack->setCurrentIndex(names.isEmpty() && (m_topic.isEmpty() || !internal.contains(m_topic)) ? 0 : 1);
    const auto userTopics = names.size();
    names += internal;
    QStringList shown;
    for (int i = 0; i < m_topicBox->count(); ++i)
        shown << m_topicBox->itemText(i);
    if (shown != names) {
        const QSignalBlocker quiet(m_topicBox);
        m_topicBox->clear();
        m_topicBox->addItems(names);
        m_topicBox->setCurrentIndex(static_cast<int>(names.indexOf(m_topic)));
    }
    if (!m_wantedTopic.isEmpty() && names.contains(m_wantedTopic))
        m_topicBox->setCurrentText(std::exchange(m_wantedTopic, QString()));
    else if (m_topicBox->currentIndex() < 0 && userTopics > 0)
        m_topicBox->setCurrentIndex(0);
    if (m_topicBox->currentText() != m_topic)
        topicChosen();
}

void ScoreView::topicChosen() {
    if (m_topicBox->currentText() == m_topic)
        return;
    m_topic = m_topicBox->currentText();
    m_canvas->show(m_source, m_topic);
    m_marks = m_frame.snapshot ? marksOf(m_topic) : std::vector<GroupMarks>();
    showRecord();
}

void ScoreView::showSelection() {
    const Selection& wanted = selection();
    if (!wanted.topic.isEmpty() && wanted.topic != m_topic) {
        if (const int index = m_topicBox->findText(wanted.topic); index >= 0)
            m_topicBox->setCurrentIndex(index);
        else
            m_wantedTopic = wanted.topic;
    }
    if (m_frame.snapshot)
        m_marks = marksOf(m_topic);
    showRecord();
}

/// The chosen record, if it is one of the topic shown.
void ScoreView::showRecord() {
    const Selection& wanted = selection();
    if (wanted.topic == m_topic && wanted.offset)
        m_canvas->select(NotePlace{wanted.partition, *wanted.offset});
    else
        m_canvas->select(std::nullopt);
}

QStringList ScoreView::groupsOn(const QString& topic) const {
    QStringList names;
    const auto name = topic.toStdString();
    if (m_frame.snapshot)
        for (const auto& group : m_frame.snapshot->groups)
            if (std::ranges::any_of(group->offsets, [&](const auto& offset) { return offset.topic == name; }))
                names << QString::fromStdString(group->id);
    return names;
}

QStringList ScoreView::chosenGroups(const QString& topic) const {
    const auto chosen = m_groups.constFind(topic);
    return chosen != m_groups.constEnd() ? chosen->toStringList() : groupsOn(topic).mid(0, groupsAtFirst);
}

std::vector<GroupMarks> ScoreView::marksOf(const QString& topic) const {
    const QStringList chosen = chosenGroups(topic);
    const auto name = topic.toStdString();
    std::vector<GroupMarks> marks;
    for (const auto& group : m_frame.snapshot->groups) {
        GroupMarks one{QString::fromStdString(group->id), {}};
        if (!chosen.contains(one.id) && one.id != selection().group)
            continue;
        for (const auto& offset : group->offsets)
            if (offset.topic == name)
                one.offsets[offset.partition] = offset;
        if (!one.offsets.empty())
            marks.push_back(std::move(one));
    }
    return marks;
}

void ScoreView::refreshGroupMenu() {
    m_groupMenu->clear();
    const QStringList all = groupsOn(m_topic);
    const QStringList chosen = chosenGroups(m_topic);
    for (const auto& name : all) {
        auto* action = m_groupMenu->addAction(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(chosen.contains(name));
        connect(action, &QAction::toggled, this, [this, name](bool shown) {
            QStringList now = chosenGroups(m_topic);
            now.removeAll(name);
            if (shown)
                now << name;
            m_groups[m_topic] = now;
            m_marks = marksOf(m_topic);
        });
    }
    if (all.isEmpty())
        m_groupMenu->addAction(tr("No group has committed offsets of this topic"))->setEnabled(false);
}

void ScoreView::refreshBar() {
    m_follow->setChecked(m_canvas->camera().isFollowing());
    const auto can = m_source ? m_source->capabilities() : app::Capabilities{};
    m_status->setText(m_source && !can.readRecords ? can.reason : QString());
    m_status->setToolTip(m_status->text());
}

void ScoreView::fillScales() {
    const QSignalBlocker quiet(m_scaleBox);
    const int current = std::max(0, m_scaleBox->currentIndex());
    m_scaleBox->clear();
    // In the order of ScoreScale.
    m_scaleBox->addItems({tr("Offset from log end"), tr("Offset"), tr("Time")});
    m_scaleBox->setCurrentIndex(current);
}

void ScoreView::retranslate() {
    fillScales();
    m_topicBox->setAccessibleName(tr("Topic"));
    m_topicBox->setToolTip(tr("The topic shown"));
    m_scaleBox->setAccessibleName(tr("What runs from left to right"));
    m_scaleBox->setToolTip(
        tr("What runs from left to right: each partition's offsets with all log ends in line, "
           "the same offsets for all, or the time of the records"));
    m_groupButton->setText(tr("Groups"));
    m_groupButton->setAccessibleName(tr("Groups whose committed offsets are shown"));
    m_groupButton->setToolTip(tr("Which groups' committed offsets are shown as flags"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest records in view (F)"));
    m_zoomIn->setText(tr("Zoom in"));
    m_zoomIn->setToolTip(tr("Zoom in (+, or the wheel)"));
    m_zoomOut->setText(tr("Zoom out"));
    m_zoomOut->setToolTip(tr("Zoom out (\u2212, or the wheel)"));
    m_all->setText(tr("Whole log"));
    m_all->setToolTip(tr("Show the whole log (0)"));
    m_canvas->setAccessibleName(tr("Score of the topic"));
    m_canvas->setAccessibleDescription(tr("A stave for each partition, a note for each record. Arrow keys "
                                          "move along and between staves, plus and "
                                          "minus zoom, Home and End go to the ends of the log, F follows "
                                          "what arrives, Space chooses a record."));
    m_legend->retranslate();
    m_empty->setTexts(tr("No topics yet"),
                      tr("A topic is drawn here as a score: each partition a stave, each record a note in "
                         "the colour of its key, "
                         "batches as beams, segments as measures, transactions as slurs."),
                      tr("Create a topic\u2026"));
    refreshBar();
}

std::vector<KeyHint> ScoreView::keys() const {
    return {
        {QStringLiteral("+  \u2212"), tr("Zoom")},
        {QStringLiteral("0"), tr("The whole log")},
        {QStringLiteral("Home  End"), tr("Log start, newest records")},
        {QStringLiteral("F"), tr("Follow what arrives")},
        {QStringLiteral("\u2191  \u2193"), tr("Another partition")},
        {QStringLiteral("Space"), tr("Choose a record")},
        {QStringLiteral("\u2190  \u2192"), tr("Along the stave; from record to record while one is chosen")},
        {QStringLiteral("Esc"), tr("Let go of the record")}};
}

QVariantMap ScoreView::saveState() const {
    return {{QStringLiteral("topic"), m_topic},
            {QStringLiteral("scale"), m_scaleBox->currentIndex()},
            {QStringLiteral("groups"), m_groups}};
}

void ScoreView::restoreState(const QVariantMap& state) {
    m_wantedTopic = state.value(QStringLiteral("topic")).toString();
    m_groups = state.value(QStringLiteral("groups")).toMap();
    m_scaleBox->setCurrentIndex(
        std::clamp(state.value(QStringLiteral("scale")).toInt(), 0, m_scaleBox->count() - 1));
}

} // namespace partitura::ui
