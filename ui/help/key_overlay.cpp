#include "ui/help/key_overlay.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace partitura::ui {

namespace {

/// Two columns of keys and what they do, under a heading.
QWidget* sectionOf(const KeyOverlay::Section& section) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * padding);
    grid->setVerticalSpacing(paddingSmall);
    auto* title = new QLabel(section.title);
    title->setFont(textFont(TypeSize::large, true));
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const KeyHint& hint : section.keys) {
        auto* keys = new QLabel(hint.keys);
        keys->setFont(monoFont());
        keys->setProperty("role", "soft");
        auto* does = new QLabel(hint.does);
        does->setObjectName(QStringLiteral("keyHint"));
        does->setWordWrap(true);
        grid->addWidget(keys, row, 0, Qt::AlignTop);
        grid->addWidget(does, row++, 1, Qt::AlignTop);
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    return box;
}

} // namespace

KeyOverlay::KeyOverlay(QWidget* window)
    : Overlay(Place::centre, window)
    , m_scroll(new QScrollArea) {
    setObjectName(QStringLiteral("keyOverlay"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(card());
    column->setContentsMargins(2 * padding, 2 * padding, padding, 2 * padding);
    column->addWidget(m_scroll);
}

void KeyOverlay::open(const std::vector<Section>& sections) {
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, padding, 0);
    row->setSpacing(3 * padding);
    for (const Section& section : sections)
        if (!section.keys.empty())
            row->addWidget(sectionOf(section), 1);
    m_scroll->setWidget(page); // the one before it goes
    m_scroll->viewport()->setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Keys"));
    present();
}

QSize KeyOverlay::cardSize() const {
    const QWidget* page = m_scroll->widget();
    if (!page)
        return m_scroll->sizeHint();
    const int width = typePx(page->layout()->count() > 1 ? 760 : 420);
    const int height = page->layout()->hasHeightForWidth()
                           ? page->layout()->heightForWidth(width - 4 * padding)
                           : page->sizeHint().height();
    return {width, height + 4 * padding + gridStep};
}

void KeyOverlay::keyPressEvent(QKeyEvent* event) {
    if (event->text() == QLatin1String("?"))
        dismiss();
    Overlay::keyPressEvent(event);
}

} // namespace partitura::ui
