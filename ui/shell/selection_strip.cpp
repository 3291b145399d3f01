#include "ui/shell/selection_strip.h"

#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace partitura::ui {

namespace {
/// A longer text is cut in the middle; the tooltip has it whole.
constexpr int chipWidth = 160;
} // namespace

SelectionStrip::SelectionStrip(QWidget* parent)
    : QWidget(parent)
    , m_caption(new QLabel(this)) {
    setObjectName(QStringLiteral("selectionStrip"));
    m_caption->setProperty("role", "soft");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(paddingSmall, 0, paddingSmall, 0);
    row->setSpacing(gridStep);
    row->addWidget(m_caption);
    const std::size_t count = parts().size();
    for (std::size_t i = 0; i < count; ++i) {
        auto* chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("chip-") + parts()[i].name);
        chip->setIcon(icon(u"close"));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setLayoutDirection(Qt::RightToLeft); // the cross stands behind the text
        connect(chip, &QToolButton::clicked, this, [this, i] { emit changed(parts()[i].without); });
        row->addWidget(chip);
        m_chips.push_back(chip);
    }
    refresh();
}

void SelectionStrip::showSelection(const Selection& selection) {
    if (selection == m_selection)
        return;
    m_selection = selection;
    refresh();
}

std::vector<SelectionStrip::Part> SelectionStrip::parts() const {
    const Selection& s = m_selection;
    Selection noTopic = s, noPartition = s, noRecord = s, noBroker = s, noGroup = s, noTimes = s;
    noTopic.setTopic({});
    noPartition.setTopic(s.topic);
    noRecord.offset.reset();
    noBroker.broker = {};
    noGroup.group.clear();
    noTimes.times.reset();
    return {
        {QStringLiteral("topic"), !s.topic.isEmpty(), tr("topic %1").arg(s.topic), noTopic},
        {QStringLiteral("partition"), s.partition != PartitionIndex(),
         tr("partition %1").arg(s.partition.value()), noPartition},
        {QStringLiteral("offset"), s.offset.has_value(),
         tr("offset %1").arg(countText(s.offset.value_or(Offset()).value())), noRecord},
        {QStringLiteral("broker"), s.broker != BrokerId(), tr("broker %1").arg(s.broker.value()), noBroker},
        {QStringLiteral("group"), !s.group.isEmpty(), tr("group %1").arg(s.group), noGroup},
        {QStringLiteral("times"), s.times.has_value(),
         s.times ? QStringLiteral("%1 – %2").arg(timeOfDayText(s.times->fromMs), timeOfDayText(s.times->toMs))
                 : QString(),
         noTimes},
    };
}

void SelectionStrip::refresh() {
    setVisible(m_selection != Selection());
    const auto all = parts();
    for (std::size_t i = 0; i < all.size(); ++i) {
        QToolButton* chip = m_chips[i];
        chip->setVisible(all[i].isChosen);
        chip->setText(QFontMetrics(textFont()).elidedText(all[i].text, Qt::ElideMiddle, chipWidth));
        chip->setToolTip(tr("Show all again, not only %1").arg(all[i].text));
        chip->setAccessibleName(chip->toolTip());
    }
}

void SelectionStrip::retranslate() {
    m_caption->setText(tr("Only"));
    refresh();
}

} // namespace partitura::ui
