#include "ui/help/glossary_dialog.h"

#include "ui/help/glossary.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace partitura::ui {

GlossaryDialog::GlossaryDialog(QWidget* window)
    : QDialog(window)
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
    , m_name(new QLabel)
    , m_other(new QLabel)
    , m_meaning(new QLabel)
    , m_otherMeaning(new QLabel)
    , m_nothing(new QLabel) {
    setObjectName(QStringLiteral("glossaryDialog"));
    m_search->setObjectName(QStringLiteral("glossarySearch"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"), QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("glossaryList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_name->setObjectName(QStringLiteral("glossaryName"));
    m_name->setFont(textFont(TypeSize::title, true));
    m_meaning->setObjectName(QStringLiteral("glossaryMeaning"));
    m_meaning->setFont(textFont(TypeSize::large));
    m_other->setProperty("role", "soft");
    m_otherMeaning->setProperty("role", "soft");
    m_nothing->setProperty("role", "soft");
    for (QLabel* label : {m_name, m_other, m_meaning, m_otherMeaning, m_nothing}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto* left = new QVBoxLayout;
    left->setSpacing(paddingSmall);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(paddingSmall);
    right->addWidget(m_name);
    right->addWidget(m_meaning);
    right->addSpacing(padding);
    right->addWidget(m_other);
    right->addWidget(m_otherMeaning);
    right->addWidget(m_nothing);
    right->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(padding, padding, padding, padding);
    row->setSpacing(2 * padding);
    row->addLayout(left, 2);
    row->addLayout(right, 3);
    resize(typePx(680), typePx(420));

    connect(m_search, &QLineEdit::textChanged, this, &GlossaryDialog::search);
    connect(m_list, &QListWidget::currentRowChanged, this, &GlossaryDialog::showCurrent);
    retranslate();
}

void GlossaryDialog::showTerm(const Term* term) {
    m_search->clear();
    const auto& terms = glossary().terms();
    m_list->setCurrentRow(term ? static_cast<int>(term - terms.data()) : 0);
    m_list->scrollToItem(m_list->currentItem(), QAbstractItemView::PositionAtCenter);
    show();
    raise();
    activateWindow();
    m_search->setFocus();
}

void GlossaryDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void GlossaryDialog::retranslate() {
    setWindowTitle(tr("Glossary"));
    m_search->setPlaceholderText(tr("Search terms and meanings"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Terms"));
    m_nothing->setText(tr("No term and no meaning contains that, in English or Chinese."));
    fill();
}

void GlossaryDialog::fill() {
    const int current = m_list->currentRow();
    m_list->clear();
    for (const Term& term : glossary().terms()) {
        const QString chinese = term.chinese == term.english
                                    ? term.english
                                    : QStringLiteral("%1   %2").arg(term.chinese, term.english);
        m_list->addItem(glossaryInChinese() ? chinese : term.english);
    }
    m_list->setCurrentRow(std::max(0, current));
    search(m_search->text());
}

void GlossaryDialog::search(const QString& text) {
    const auto& terms = glossary().terms();
    const QString wanted = text.trimmed();
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const Term& term = terms[static_cast<std::size_t>(row)];
        bool found = false;
        for (const QString& field : {term.english, term.chinese, term.meaning, term.meaningChinese})
            found = found || field.contains(wanted, Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!found);
        if (found && first < 0)
            first = row;
    }
    QListWidgetItem* current = m_list->currentItem();
    if (!current || current->isHidden())
        m_list->setCurrentRow(first);
    showCurrent();
}

void GlossaryDialog::showCurrent() {
    const int row = m_list->currentRow();
    const bool any = row >= 0 && !m_list->item(row)->isHidden();
    m_nothing->setVisible(!any);
    for (QLabel* label : {m_name, m_other, m_meaning, m_otherMeaning})
        label->setVisible(any);
    if (!any)
        return;
    const Term& term = glossary().terms()[static_cast<std::size_t>(row)];
    const bool chinese = glossaryInChinese();
    m_name->setText(chinese ? term.chinese : term.english);
    m_other->setText(chinese ? term.english : term.chinese);
    m_meaning->setText(chinese ? term.meaningChinese : term.meaning);
    m_otherMeaning->setText(chinese ? term.meaning : term.meaningChinese);
}

} // namespace partitura::ui
