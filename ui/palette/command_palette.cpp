#include "ui/palette/command_palette.h"

#include "ui/palette/palette_delegate.h"
#include "ui/palette/palette_model.h"
#include "ui/shell/layout_store.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {

namespace {

const QString recentKey = QStringLiteral("palette/recent");
constexpr qsizetype recentMost = 12;
constexpr int rowsShown = 12;
constexpr int widthPx = 640;

} // namespace

CommandPalette::CommandPalette(LayoutStore& store, QWidget* window)
    : Overlay(Place::top, window)
    , m_store(store)
    , m_line(new QLineEdit)
    , m_list(new QListView)
    , m_nothing(new QLabel)
    , m_model(new PaletteModel(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setFont(textFont(TypeSize::large));
    m_line->addAction(icon(u"search"), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_nothing->setObjectName(QStringLiteral("paletteNothing"));
    m_nothing->setProperty("role", "soft");
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();

    auto* column = new QVBoxLayout(card());
    column->setContentsMargins(paddingSmall, paddingSmall, paddingSmall, paddingSmall);
    column->setSpacing(paddingSmall);
    column->addWidget(m_line);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing);
    setFocusProxy(m_line);

    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::entered, m_list, qOverload<const QModelIndex&>(&QListView::setCurrentIndex));
    retranslate();
}

void CommandPalette::retranslate() {
    m_line->setPlaceholderText(tr("What would you like to do?"));
    m_line->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands that match"));
    m_nothing->setText(tr("Nothing is called that. Fewer letters find more."));
}

std::vector<PaletteEntry> CommandPalette::entries() const {
    std::vector<PaletteEntry> all;
    for (const PaletteSource& source : m_sources)
        std::ranges::move(source(), std::back_inserter(all));
    return all;
}

void CommandPalette::open() {
    m_line->clear();
    m_model->setEntries(entries(), QString::fromUtf8(m_store.load({}, recentKey)).split(QLatin1Char('\n')));
    search({});
    present();
}

QSize CommandPalette::cardSize() const {
    const int row = m_list->sizeHintForRow(0);
    const int rows = std::max(1, std::min(m_model->rowCount(), rowsShown));
    return {typePx(widthPx),
            m_line->sizeHint().height() + 3 * paddingSmall + rows * std::max(row, typePx(28)) + 2};
}

void CommandPalette::search(const QString& query) {
    m_model->setQuery(query);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    m_list->setVisible(m_model->rowCount() > 0);
    m_nothing->setVisible(m_model->rowCount() == 0);
    placeCard();
}

void CommandPalette::runCurrent() {
    const PaletteEntry* entry = m_model->entry(m_list->currentIndex());
    if (!entry || !entry->problem.isEmpty())
        return;
    QStringList recent = QString::fromUtf8(m_store.load({}, recentKey)).split(QLatin1Char('\n'));
    recent.removeAll(entry->id);
    recent.prepend(entry->id);
    m_store.save({}, recentKey, recent.mid(0, recentMost).join(QLatin1Char('\n')).toUtf8());
    const auto run = entry->run;
    dismiss();
    // What it does may open dialogs or end the window: not inside the palette's own event.
    QTimer::singleShot(0, parentWidget(), run);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_line)
        return Overlay::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // Ctrl+K and the like are not for the window now
        return true;
    }
    if (event->type() == QEvent::FocusOut && isVisible() && isActiveWindow() &&
        static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
        dismiss();
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto move = [this](int by, bool round) {
        const int rows = m_model->rowCount();
        if (rows == 0)
            return;
        const int at = m_list->currentIndex().row() + by;
        m_list->setCurrentIndex(m_model->index(round ? (at + rows) % rows : std::clamp(at, 0, rows - 1)));
    };
    switch (key->key()) {
    case Qt::Key_Down:
        move(1, true);
        return true;
    case Qt::Key_Up:
        move(-1, true);
        return true;
    case Qt::Key_PageDown:
        move(rowsShown - 1, false);
        return true;
    case Qt::Key_PageUp:
        move(1 - rowsShown, false);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_K:
        if (key->modifiers() == Qt::ControlModifier) { // the key that opens also closes
            dismiss();
            return true;
        }
        return false;
    default:
        return false;
    }
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Overlay::changeEvent(event);
}

} // namespace partitura::ui
