#include "ui/workloads/form_fields.h"

#include "ui/style/combo_box.h"
#include "ui/style/spacing.h"

#include <QWidget>

namespace partitura::ui {
namespace {

/// Shows the decimals that matter.
class DecimalBox final : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    [[nodiscard]] QString textFromValue(double value) const override {
        return QString::number(value, 'g', 10);
    }
};

} // namespace

QSpinBox* makeNumber(const char* objectName, int least, int most, const QString& unit, const QString& zero) {
    auto* number = new QSpinBox;
    number->setObjectName(QString::fromLatin1(objectName));
    number->setRange(least, most);
    number->setSuffix(unit);
    number->setSpecialValueText(zero);
    number->setAlignment(Qt::AlignRight);
    return number;
}

QSpinBox* makePercent(const char* objectName) {
    return makeNumber(objectName, 0, 100, QStringLiteral(" %"));
}

QDoubleSpinBox* makeDecimal(const char* objectName, double least, double most) {
    auto* number = new DecimalBox;
    number->setObjectName(QString::fromLatin1(objectName));
    number->setRange(least, most);
    number->setDecimals(2);
    number->setSingleStep(0.1);
    number->setAlignment(Qt::AlignRight);
    return number;
}

QComboBox* makeChoice(const char* objectName, std::initializer_list<QString> texts) {
    auto* choice = new ComboBox;
    choice->setObjectName(QString::fromLatin1(objectName));
    choice->addItems(QStringList(texts));
    return choice;
}

QFormLayout* makePage(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(paddingSmall, padding, paddingSmall, paddingSmall);
    form->setHorizontalSpacing(padding);
    form->setVerticalSpacing(paddingSmall);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return form;
}

} // namespace partitura::ui
