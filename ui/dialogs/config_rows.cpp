#include "ui/dialogs/config_rows.h"

#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr std::size_t rowsShown = 4;

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// Values worth proposing.
QStringList proposals(const ConfigDefinition& definition) {
    if (definition.type == ConfigType::boolean)
        return {QStringLiteral("true"), QStringLiteral("false")};
    return text(definition.allowed).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

/// What a config takes, in the user's language.
QString needs(const ConfigDefinition& definition) {
    const QString name = text(definition.name);
    if (const QStringList allowed = proposals(definition); !allowed.isEmpty())
        return ConfigRows::tr("%1 takes: %2.").arg(name, allowed.join(QStringLiteral(", ")));
    const bool isBounded = definition.max < std::numeric_limits<std::int32_t>::max();
    return isBounded
               ? ConfigRows::tr("%1 takes a number from %2 to %3.")
                     .arg(name)
                     .arg(definition.min)
                     .arg(definition.max)
               : ConfigRows::tr("%1 takes a number, %2 or more.")
                     .arg(name)
                     .arg(std::max<std::int64_t>(definition.min, std::numeric_limits<std::int32_t>::min()));
}

} // namespace

ConfigRows::ConfigRows(std::span<const ConfigDefinition> definitions, QWidget* parent)
    : QWidget(parent)
    , m_definitions(definitions)
    , m_add(new QToolButton)
    , m_scroll(new QScrollArea)
    , m_about(new QLabel) {
    setObjectName(QStringLiteral("configRows"));
    m_add->setObjectName(QStringLiteral("addConfig"));
    m_add->setIcon(icon(u"plus"));
    m_add->setText(tr("Add config"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setFocusPolicy(Qt::StrongFocus);
    auto* rows = new QWidget;
    m_column = new QVBoxLayout(rows);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(gridStep);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(rows);
    m_about->setObjectName(QStringLiteral("configAbout"));
    m_about->setFont(textFont(TypeSize::small));
    m_about->setWordWrap(true);
    m_about->setProperty("role", "soft");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    layout->addWidget(m_scroll);
    layout->addWidget(m_about);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QToolButton::clicked, this, &ConfigRows::addRow);
    refresh();
}

void ConfigRows::addRow() {
    Row row{new QWidget, new QComboBox, new QLineEdit, new QToolButton};
    row.name->setEditable(true);
    row.name->setInsertPolicy(QComboBox::NoInsert);
    row.name->setObjectName(QStringLiteral("configName"));
    row.name->setAccessibleName(tr("Name of the config"));
    row.name->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.name->setMinimumContentsLength(22);
    for (const auto& definition : m_definitions) {
        row.name->addItem(text(definition.name));
        row.name->setItemData(row.name->count() - 1, text(definition.about), Qt::ToolTipRole);
    }
    row.name->setCurrentIndex(-1);
    row.name->lineEdit()->setPlaceholderText(tr("name"));
    row.name->completer()->setFilterMode(Qt::MatchContains);
    row.name->completer()->setCompletionMode(QCompleter::PopupCompletion);
    row.value->setObjectName(QStringLiteral("configValue"));
    row.value->setAccessibleName(tr("Value of the config"));
    row.value->setPlaceholderText(tr("value"));
    row.remove->setObjectName(QStringLiteral("removeConfig"));
    row.remove->setIcon(icon(u"close"));
    row.remove->setToolTip(tr("Remove this config"));
    row.remove->setAccessibleName(row.remove->toolTip());
    row.remove->setFocusPolicy(Qt::StrongFocus);
    row.name->installEventFilter(this);
    row.value->installEventFilter(this);
    auto* line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(gridStep);
    line->addWidget(row.name, 3);
    line->addWidget(row.value, 2);
    line->addWidget(row.remove);
    m_column->addWidget(row.widget);
    const auto edited = [this, widget = row.widget] {
        m_inHand = widget;
        refresh();
    };
    connect(row.name, &QComboBox::currentTextChanged, this, edited);
    connect(row.value, &QLineEdit::textChanged, this, edited);
    connect(row.remove, &QToolButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
    m_rows.push_back(row);
    m_inHand = row.widget;
    refresh();
    row.name->setFocus();
    m_scroll->ensureWidgetVisible(row.widget);
}

bool ConfigRows::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        for (const Row& row : m_rows)
            if (watched == row.name || watched == row.value) {
                m_inHand = row.widget;
                explain(row);
            }
    return QWidget::eventFilter(watched, event);
}

void ConfigRows::removeRow(const QWidget* widget) {
    const auto* row = rowOf(widget);
    row->widget->hide();
    row->widget->deleteLater(); // its own button is what was clicked
    m_rows.erase(m_rows.begin() + (row - m_rows.data()));
    m_inHand = m_rows.empty() ? nullptr : m_rows.back().widget;
    m_add->setFocus();
    refresh();
}

const ConfigRows::Row* ConfigRows::rowOf(const QWidget* widget) const {
    const auto at = std::ranges::find(m_rows, widget, &Row::widget);
    return at != m_rows.end() ? &*at : nullptr;
}

void ConfigRows::explain(const Row& row) {
    const auto* definition = findConfig(m_definitions, row.name->currentText().trimmed().toStdString());
    const QString value = row.value->text().trimmed();
    m_about->setText(
        !definition ? tr("Type a part of the name.")
        : !value.isEmpty() && !validateConfig(*definition, value.toStdString()) ? needs(*definition)
        : definition->defaultValue.empty()
            ? tr("%1 Default: empty.").arg(text(definition->about))
            : tr("%1 Default: %2.").arg(text(definition->about), text(definition->defaultValue)));
    const QStringList proposed = definition ? proposals(*definition) : QStringList();
    if (!row.value->completer() || row.value->completer()->property("proposed").toStringList() != proposed) {
        auto* completer = new QCompleter(proposed, row.value);
        completer->setProperty("proposed", proposed);
        row.value->setCompleter(completer);
    }
}

void ConfigRows::refresh() {
    if (const auto* row = rowOf(m_inHand))
        explain(*row);
    m_about->setVisible(!m_rows.empty());
    m_scroll->setVisible(!m_rows.empty());
    if (!m_rows.empty()) {
        const int shown = int(std::min(m_rows.size(), rowsShown));
        m_scroll->setFixedHeight(shown * m_rows.front().widget->sizeHint().height() + (shown - 1) * gridStep);
    }
    emit changed();
}

std::vector<std::pair<std::string, std::string>> ConfigRows::configs() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const Row& row : m_rows)
        if (const QString name = row.name->currentText().trimmed(); !name.isEmpty())
            all.emplace_back(name.toStdString(), row.value->text().trimmed().toStdString());
    return all;
}

QString ConfigRows::problem() const {
    const auto all = configs();
    for (const auto& [name, value] : all) {
        const auto* definition = findConfig(m_definitions, name);
        if (!definition)
            return tr("Topics have no config \"%1\".").arg(text(name));
        if (std::ranges::count(all, name, &std::pair<std::string, std::string>::first) > 1)
            return tr("%1 is given twice.").arg(text(name));
        if (!validateConfig(*definition, value))
            return needs(*definition);
    }
    return {};
}

} // namespace partitura::ui
