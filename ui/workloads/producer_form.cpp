// The form of a producer.
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/workloads/form_fields.h"
#include "ui/workloads/workload_form.h"
#include "ui/workloads/workload_words.h"

#include <QAction>
#include <QCheckBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>

#include <cmath>

namespace partitura::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::ProducerForm)
};

int percent(double share) {
    return int(std::lround(share * 100));
}

QString headersText(const std::vector<std::pair<std::string, std::string>>& headers) {
    QStringList lines;
    for (const auto& [name, value] : headers)
        lines << QStringLiteral("%1: %2").arg(QString::fromStdString(name), QString::fromStdString(value));
    return lines.join(QLatin1Char('\n'));
}

std::vector<std::pair<std::string, std::string>> headersOf(const QString& text) {
    std::vector<std::pair<std::string, std::string>> headers;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto colon = line.indexOf(QLatin1Char(':'));
        headers.emplace_back(line.left(colon).trimmed().toStdString(),
                             colon < 0 ? std::string() : line.mid(colon + 1).trimmed().toStdString());
    }
    return headers;
}

QPlainTextEdit* makeText(const char* objectName, int lines) {
    auto* text = new QPlainTextEdit;
    text->setObjectName(QString::fromLatin1(objectName));
    text->setFont(monoFont());
    text->setTabChangesFocus(true);
    text->setFixedHeight(QFontMetrics(monoFont()).lineSpacing() * lines + 3 * paddingSmall);
    return text;
}

class ProducerForm final : public WorkloadForm {
public:
    ProducerForm(const app::ProducerSpec& spec, const QStringList& topics);
    void fill(app::WorkloadSpec& spec) const override;

private:
    void buildFlow(const QStringList& topics);
    void buildValue();
    void buildDelivery();
    void load(const app::ProducerSpec& spec);
    void showWhatMatters();

    QLineEdit* m_topic = new QLineEdit;
    QDoubleSpinBox* m_rate = makeDecimal("rate", 0, app::mostPerSecond);
    QComboBox* m_shape =
        makeChoice("shape", {Words::tr("even"), Words::tr("in bursts"), Words::tr("in waves")});
    QSpinBox* m_period = makeNumber("period", 100, 3'600'000, Words::tr(" ms"));
    QSpinBox* m_duty = makePercent("duty");
    QComboBox* m_keyKind =
        makeChoice("keyKind", {Words::tr("none"), Words::tr("one after another"), Words::tr("all alike"),
                               Words::tr("some more than others (Zipf)"), Words::tr("one hot key")});
    QSpinBox* m_keyCount = makeNumber("keyCount", 1, int(app::mostKeys));
    QLineEdit* m_keyPrefix = new QLineEdit;
    QDoubleSpinBox* m_skew = makeDecimal("keySkew", 0, 10);
    QSpinBox* m_hotShare = makePercent("hotShare");

    QPlainTextEdit* m_value = makeText("value", 4);
    QLabel* m_valueHint = new QLabel;
    QSpinBox* m_pad =
        makeNumber("padBytes", 0, int(app::mostValueBytes), Words::tr(" B"), Words::tr("as it comes"));
    QPlainTextEdit* m_headers = makeText("headers", 2);
    QSpinBox* m_poisonEvery =
        makeNumber("poisonEvery", 0, 1'000'000'000, Words::tr(" records"), Words::tr("never"));
    QLineEdit* m_poisonValue = new QLineEdit;

    QComboBox* m_acks = makeChoice("acks", {Words::tr("all in-sync replicas (acks=all)"),
                                            Words::tr("nobody (acks=0)"), Words::tr("the leader (acks=1)")});
    QSpinBox* m_linger = makeNumber("linger", 0, 60'000, Words::tr(" ms"));
    QSpinBox* m_batch = makeNumber("batchBytes", 1, int(app::mostValueBytes), Words::tr(" B"));
    QComboBox* m_codec =
        makeChoice("codec", {Words::tr("none"), QStringLiteral("gzip"), QStringLiteral("snappy"),
                             QStringLiteral("lz4"), QStringLiteral("zstd")});
    QCheckBox* m_idempotent = new QCheckBox(Words::tr("Idempotent"));
    QCheckBox* m_transactional = new QCheckBox(Words::tr("Transactional"));
    QFormLayout* m_flow = nullptr;
};

ProducerForm::ProducerForm(const app::ProducerSpec& spec, const QStringList& topics) {
    setObjectName(QStringLiteral("producerForm"));
    setDocumentMode(true);
    buildFlow(topics);
    buildValue();
    buildDelivery();
    load(spec);
    showWhatMatters();
    for (QLineEdit* edit : {m_topic, m_keyPrefix, m_poisonValue})
        connect(edit, &QLineEdit::textChanged, this, &WorkloadForm::edited);
    for (QPlainTextEdit* edit : {m_value, m_headers})
        connect(edit, &QPlainTextEdit::textChanged, this, &WorkloadForm::edited);
    for (QSpinBox* box : {m_period, m_duty, m_keyCount, m_hotShare, m_pad, m_poisonEvery, m_linger, m_batch})
        connect(box, &QSpinBox::valueChanged, this, &WorkloadForm::edited);
    for (QDoubleSpinBox* box : {m_rate, m_skew})
        connect(box, &QDoubleSpinBox::valueChanged, this, &WorkloadForm::edited);
    for (QComboBox* box : {m_shape, m_keyKind, m_acks, m_codec})
        connect(box, &QComboBox::currentIndexChanged, this, &WorkloadForm::edited);
    connect(m_idempotent, &QCheckBox::toggled, this, &WorkloadForm::edited);
    connect(this, &WorkloadForm::edited, this, &ProducerForm::showWhatMatters);
}

void ProducerForm::buildFlow(const QStringList& topics) {
    auto* page = new QWidget;
    m_flow = makePage(page);
    m_topic->setObjectName(QStringLiteral("topic"));
    m_topic->setCompleter(new QCompleter(topics, m_topic));
    m_keyPrefix->setObjectName(QStringLiteral("keyPrefix"));
    m_rate->setDecimals(1);
    m_rate->setSingleStep(10);
    m_rate->setSuffix(Words::tr(" rec/s"));
    m_rate->setSpecialValueText(Words::tr("as fast as it can"));
    m_flow->addRow(Words::tr("&Topic"), m_topic);
    m_flow->addRow(Words::tr("&Rate of each client"), m_rate);
    m_flow->addRow(Words::tr("Over time"), m_shape);
    m_flow->addRow(Words::tr("Period"), m_period);
    m_flow->addRow(Words::tr("Burst lasts"), m_duty);
    m_flow->addRow(Words::tr("&Keys"), m_keyKind);
    m_flow->addRow(Words::tr("Number of keys"), m_keyCount);
    m_flow->addRow(Words::tr("Key prefix"), m_keyPrefix);
    m_flow->addRow(Words::tr("Skew"), m_skew);
    m_flow->addRow(Words::tr("Hot key's share"), m_hotShare);
    m_skew->setToolTip(
        Words::tr("With 1 the tenth key is ten times rarer than the first; with 0 all are alike"));
    addTab(page, Words::tr("Flow and keys"));
}

void ProducerForm::buildValue() {
    auto* page = new QWidget;
    auto* form = makePage(page);
    m_valueHint->setObjectName(QStringLiteral("valueHint"));
    m_valueHint->setFont(textFont(TypeSize::small));
    m_valueHint->setWordWrap(true);
    m_poisonValue->setObjectName(QStringLiteral("poisonValue"));
    m_poisonValue->setFont(monoFont());
    auto* insert = new QToolButton;
    insert->setObjectName(QStringLiteral("insertPlaceholder"));
    insert->setText(Words::tr("Insert"));
    insert->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(insert);
    for (const auto placeholder : app::ValueTemplate::placeholders) {
        const auto text = QString::fromLatin1(placeholder.data(), qsizetype(placeholder.size()));
        connect(menu->addAction(text), &QAction::triggered, m_value,
                [value = m_value, text] { value->insertPlainText(text); });
    }
    insert->setMenu(menu);
    auto* hintRow = new QHBoxLayout;
    hintRow->addWidget(m_valueHint, 1);
    hintRow->addWidget(insert, 0, Qt::AlignTop);
    form->addRow(Words::tr("&Value"), m_value);
    form->addRow(QString(), hintRow);
    form->addRow(Words::tr("Size at least"), m_pad);
    form->addRow(Words::tr("Headers"), m_headers);
    form->addRow(Words::tr("Poison every"), m_poisonEvery);
    form->addRow(Words::tr("Poison value"), m_poisonValue);
    m_headers->setPlaceholderText(Words::tr("name: value, one a line"));
    m_poisonEvery->setToolTip(Words::tr("Now and then a record that a consumer may choke on"));
    addTab(page, Words::tr("Records"));
}

void ProducerForm::buildDelivery() {
    auto* page = new QWidget;
    auto* form = makePage(page);
    m_idempotent->setObjectName(QStringLiteral("idempotent"));
    m_idempotent->setToolTip(
        Words::tr("The brokers drop what they have already, so trying again makes no duplicates"));
    m_transactional->setObjectName(QStringLiteral("transactional"));
    m_transactional->setEnabled(false);
    m_transactional->setToolTip(
        problemText({app::SpecField::transactional, app::SpecProblem::Kind::notSupported}));
    form->addRow(Words::tr("&Acknowledged by"), m_acks);
    form->addRow(QString(), m_idempotent);
    form->addRow(QString(), m_transactional);
    form->addRow(Words::tr("&Linger"), m_linger);
    form->addRow(Words::tr("&Batch size at most"), m_batch);
    form->addRow(Words::tr("&Compression"), m_codec);
    m_linger->setToolTip(Words::tr("How long a record waits for others, to travel in one batch"));
    addTab(page, Words::tr("Delivery"));
}

void ProducerForm::load(const app::ProducerSpec& spec) {
    m_topic->setText(QString::fromStdString(spec.topic));
    m_rate->setValue(spec.perSecond);
    m_shape->setCurrentIndex(int(spec.shape));
    m_period->setValue(int(spec.periodMs));
    m_duty->setValue(percent(spec.duty));
    m_keyKind->setCurrentIndex(int(spec.keys.kind));
    m_keyCount->setValue(int(spec.keys.count));
    m_keyPrefix->setText(QString::fromStdString(spec.keys.prefix));
    m_skew->setValue(spec.keys.skew);
    m_hotShare->setValue(percent(spec.keys.hotShare));
    m_value->setPlainText(QString::fromStdString(spec.value));
    m_pad->setValue(int(spec.padBytes));
    m_headers->setPlainText(headersText(spec.headers));
    m_poisonEvery->setValue(int(spec.poisonEvery));
    m_poisonValue->setText(QString::fromStdString(spec.poisonValue));
    m_acks->setCurrentIndex(int(spec.acks) + 1);
    m_linger->setValue(int(spec.lingerMs));
    m_batch->setValue(int(spec.batchBytes));
    m_codec->setCurrentIndex(int(spec.codec));
    m_idempotent->setChecked(spec.idempotent);
}

void ProducerForm::fill(app::WorkloadSpec& into) const {
    auto& spec = std::get<app::ProducerSpec>(into.work);
    spec.topic = m_topic->text().trimmed().toStdString();
    spec.perSecond = m_rate->value();
    spec.shape = app::RateShape(m_shape->currentIndex());
    spec.periodMs = m_period->value();
    // A share that the per cent does not tell apart stays as exact as it was.
    if (m_duty->value() != percent(spec.duty))
        spec.duty = m_duty->value() / 100.0;
    spec.keys.kind = app::KeyKind(m_keyKind->currentIndex());
    spec.keys.count = m_keyCount->value();
    spec.keys.prefix = m_keyPrefix->text().toStdString();
    spec.keys.skew = m_skew->value();
    if (m_hotShare->value() != percent(spec.keys.hotShare))
        spec.keys.hotShare = m_hotShare->value() / 100.0;
    spec.value = m_value->toPlainText().toStdString();
    spec.padBytes = m_pad->value();
    if (m_headers->toPlainText() != headersText(spec.headers))
        spec.headers = headersOf(m_headers->toPlainText());
    spec.poisonEvery = m_poisonEvery->value();
    spec.poisonValue = m_poisonValue->text().toStdString();
    spec.acks = m_acks->currentIndex() - 1;
    spec.lingerMs = m_linger->value();
    spec.batchBytes = m_batch->value();
    spec.codec = app::Codec(m_codec->currentIndex());
    spec.idempotent = m_idempotent->isChecked();
}

void ProducerForm::showWhatMatters() {
    const auto shape = app::RateShape(m_shape->currentIndex());
    const auto keys = app::KeyKind(m_keyKind->currentIndex());
    const std::pair<QWidget*, bool> rows[] = {
        {m_period, shape != app::RateShape::constant}, {m_duty, shape == app::RateShape::bursty},
        {m_keyCount, keys != app::KeyKind::none},      {m_keyPrefix, keys != app::KeyKind::none},
        {m_skew, keys == app::KeyKind::zipf},          {m_hotShare, keys == app::KeyKind::hot}};
    for (const auto& [field, matters] : rows) {
        field->setVisible(matters);
        m_flow->labelForField(field)->setVisible(matters);
    }
    m_poisonValue->setEnabled(m_poisonEvery->value() > 0);
    const auto parsed = app::ValueTemplate::parse(m_value->toPlainText().toStdString());
    m_valueHint->setProperty("role", parsed ? "soft" : "danger");
    m_valueHint->setText(parsed ? Words::tr("Text as it is, with placeholders in braces.")
                                : templateErrorText(parsed.error()));
    m_valueHint->setStyleSheet(m_valueHint->styleSheet()); // has the role looked at again
}

} // namespace

WorkloadForm* makeProducerForm(const app::ProducerSpec& spec, const QStringList& topics) {
    return new ProducerForm(spec, topics);
}

} // namespace partitura::ui
