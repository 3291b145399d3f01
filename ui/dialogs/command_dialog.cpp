#include "ui/dialogs/command_dialog.h"

#include "ui/dialogs/error_note.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace partitura::ui {

CommandDialog::CommandDialog(app::Source* source, QWidget* parent)
    : QDialog(parent)
    , m_source(source)
    , m_introduction(new QLabel)
    , m_form(new QFormLayout)
    , m_body(new QWidget)
    , m_error(new ErrorNote)
    , m_cancel(new QPushButton)
    , m_primary(new QPushButton) {
    setAttribute(Qt::WA_DeleteOnClose);
    m_introduction->setWordWrap(true);
    m_introduction->hide();
    m_body->setLayout(m_form);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(padding);
    m_form->setVerticalSpacing(paddingSmall);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);

    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoDefault(false);
    m_primary->setObjectName(QStringLiteral("primary"));
    m_primary->setDefault(true);
    m_primary->setProperty("primary", true);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(m_primary, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_primary, &QPushButton::clicked, this, [this] {
        m_error->clear();
        if (m_source)
            send();
        else
            m_error->showText(tr("The cluster was closed. Nothing was sent."));
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(padding, padding, padding, padding);
    layout->setSpacing(padding);
    layout->addWidget(m_introduction);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    // Wide enough for a sentence, whatever the font.
    setMinimumWidth(QFontMetrics(textFont()).averageCharWidth() * 64);
}

void CommandDialog::setIntroduction(const QString& text) {
    m_introduction->setText(text);
    m_introduction->show();
}

QLabel* CommandDialog::makeHint(const QString& objectName) {
    auto* hint = new QLabel;
    hint->setObjectName(objectName);
    hint->setFont(textFont(TypeSize::small));
    hint->setWordWrap(true);
    hint->setProperty("role", "soft");
    return hint;
}

void CommandDialog::setProblem(const QString& problem) {
    m_problem = problem;
    m_primary->setEnabled(problem.isEmpty());
    m_primary->setToolTip(problem);
}

void CommandDialog::setBusy(bool busy) {
    // What is disabled loses the focus; afterwards it goes back to where the reader was.
    if (busy)
        m_focusBefore = focusWidget();
    m_body->setEnabled(!busy);
    m_primary->setEnabled(!busy && m_problem.isEmpty());
    if (!busy && m_focusBefore)
        m_focusBefore->setFocus();
}

void CommandDialog::fail(const Error& error) {
    setBusy(false);
    m_error->showError(error);
}

void CommandDialog::succeed(const QString& notice) {
    setBusy(false);
    emit done(notice);
    accept();
}

} // namespace partitura::ui
