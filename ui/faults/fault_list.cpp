#include "ui/faults/fault_list.h"

#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace partitura::ui {

namespace {
constexpr int iconSide = 16;
} // namespace

FaultList::FaultList(QWidget* parent)
    : QScrollArea(parent)
    , m_column(new QVBoxLayout)
    , m_empty(new QLabel) {
    setObjectName(QStringLiteral("faultList"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget;
    body->setLayout(m_column);
    m_column->setContentsMargins(padding, 0, padding, padding);
    m_column->setSpacing(gridStep);
    m_empty->setObjectName(QStringLiteral("noFaults"));
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "soft");
    m_column->addWidget(m_empty);
    m_column->addStretch(1);
    setWidget(body);
    retranslate();
}

void FaultList::show(const std::vector<FaultRow>& rows) {
    m_empty->setVisible(rows.empty());
    while (m_lines.size() < rows.size())
        addLine();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].widget->setVisible(i < rows.size());
        if (i < rows.size() && (i >= m_rows.size() || m_rows[i] != rows[i]))
            fill(m_lines[i], rows[i]);
    }
    m_rows = rows;
}

void FaultList::addLine() {
    Line line{new QWidget, new QLabel, new QLabel, new QLabel, new QToolButton};
    const std::size_t at = m_lines.size();
    line.widget->setObjectName(QStringLiteral("fault-%1").arg(at));
    line.text->setWordWrap(true);
    line.text->setTextFormat(Qt::PlainText);
    line.text->setObjectName(QStringLiteral("faultText-%1").arg(at));
    line.detail->setFont(textFont(TypeSize::small));
    line.detail->setProperty("role", "soft");
    line.undo->setObjectName(QStringLiteral("undo-%1").arg(at));
    line.undo->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    line.undo->setIcon(icon(u"undo"));
    line.undo->setFocusPolicy(Qt::StrongFocus);
    connect(line.undo, &QToolButton::clicked, this, [this, at] { emit undoClicked(m_rows[at]); });
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(line.text);
    texts->addWidget(line.detail);
    auto* row = new QHBoxLayout(line.widget);
    row->setContentsMargins(0, gridStep, 0, gridStep);
    row->setSpacing(paddingSmall);
    row->addWidget(line.icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(line.undo, 0, Qt::AlignTop);
    m_column->insertWidget(m_column->count() - 1, line.widget);
    m_lines.push_back(line);
}

void FaultList::fill(const Line& line, const FaultRow& row) {
    line.icon->setPixmap(iconPixmap(row.icon, iconSide, theme().inkSoft, devicePixelRatioF()));
    line.text->setText(row.text);
    line.detail->setText(row.detail);
    line.detail->setVisible(!row.detail.isEmpty());
    line.undo->setText(row.planned != 0 ? tr("Cancel") : tr("Undo"));
    line.undo->setEnabled(row.planned != 0 || row.undo.has_value());
    line.undo->setToolTip(line.undo->isEnabled() ? QString() : tr("Undo all ends it."));
    line.undo->setAccessibleName(QStringLiteral("%1: %2").arg(line.undo->text(), row.text));
}

void FaultList::retranslate() {
    m_empty->setText(tr("Nothing is wrong. Choose a fault on the left and apply it: it stands here with the "
                        "button that undoes it."));
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        fill(m_lines[i], m_rows[i]);
}

} // namespace partitura::ui
