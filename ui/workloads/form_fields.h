// The fields the editor's forms are made of.
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>

#include <initializer_list>

namespace partitura::ui {

// Thread: the user interface's.

/// A whole number with its unit; `zero`, if given, is said in place of the least.
QSpinBox* makeNumber(const char* objectName, int least, int most, const QString& unit = {},
                     const QString& zero = {});
/// Per cent, 0 … 100.
QSpinBox* makePercent(const char* objectName);
QDoubleSpinBox* makeDecimal(const char* objectName, double least, double most);
/// A choice of an enumeration: item n is value n.
QComboBox* makeChoice(const char* objectName, std::initializer_list<QString> texts);
/// A form as pages of the editor have it.
QFormLayout* makePage(QWidget* page);

} // namespace partitura::ui
