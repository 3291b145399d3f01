#include "ui/tables/table_keys.h"

#include <QCoreApplication>
#include <QKeySequence>

namespace partitura::ui {

namespace {

struct TableKeys {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::TableKeys)
};

} // namespace

std::vector<KeyHint> tableKeys() {
    return {{QStringLiteral("\u2191 \u2193"), TableKeys::tr("The row above, the row below")},
            {QStringLiteral("PgUp PgDn"), TableKeys::tr("A page up or down")},
            {QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
             TableKeys::tr("Copy the chosen rows as text")},
            {QStringLiteral("Tab"), TableKeys::tr("On to the next part of the view")}};
}

} // namespace partitura::ui
