#include "user.h"

#include "ui/palette/palette_model.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QTableView>
#include <QTimer>
#include <QWindow>

namespace partitura::test {

namespace {

bool fails(const QString& why) {
    qWarning("%s", qUtf8Printable(why));
    return false;
}

/// Scrolls it into sight.
void bringIntoSight(QWidget& widget) {
    for (QWidget* at = widget.parentWidget(); at; at = at->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(at))
            area->ensureWidgetVisible(&widget);
}

} // namespace

QWidget* User::front() const {
    QWidget* modal = QApplication::activeModalWidget();
    return modal ? modal : &m_window;
}

QModelIndex User::row(const QAbstractItemView& table, const QString& key, int keyColumn) const {
    const auto* model = table.model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, keyColumn).data().toString() == key)
            return model->index(row, keyColumn);
    return {};
}

QString User::cell(const char* table, const QString& key, int column, int keyColumn) {
    const auto* view = see<QAbstractItemView>(table);
    const auto index = view ? row(*view, key, keyColumn) : QModelIndex();
    return index.isValid() ? index.siblingAtColumn(column).data().toString() : QString();
}

int User::rows(const char* table) {
    const auto* view = see<QAbstractItemView>(table);
    return view ? view->model()->rowCount() : 0;
}

qint64 User::number(const QString& text) {
    QString digits;
    for (const QChar c : text)
        if (c.isDigit())
            digits += c;
    return digits.toLongLong();
}

bool User::clickAt(QWidget* widget, const QPoint& at) {
    if (!widget)
        return false;
    QWidget* top = widget->window();
    const auto isOnTop = [&] {
        const QWidget* under = top->childAt(widget->mapTo(top, at));
        return under == widget || widget->isAncestorOf(under);
    };
    if (!QTest::qWaitFor([&] { return widget->isEnabled() && isOnTop(); }, patienceMs))
        return fails(widget->objectName() +
                     QLatin1String(widget->isEnabled() ? " is covered" : " is disabled"));
    QTest::mouseClick(top->windowHandle(), Qt::LeftButton, {}, widget->mapTo(top, at));
    return true;
}

bool User::click(QWidget* widget) {
    if (!widget)
        return false;
    bringIntoSight(*widget);
    return clickAt(widget, widget->rect().center());
}

bool User::clickRow(const char* table, const QString& key, int keyColumn, bool twice) {
    auto* view = see<QAbstractItemView>(table);
    QModelIndex index;
    if (!view || !QTest::qWaitFor([&] { return (index = row(*view, key, keyColumn)).isValid(); }, patienceMs))
        return fails(QStringLiteral("%1 has no row %2").arg(QLatin1String(table), key));
    view->scrollTo(index);
    const QPoint at = view->visualRect(index).center();
    if (!clickAt(view->viewport(), at))
        return false;
    if (twice)
        QTest::mouseDClick(view->window()->windowHandle(), Qt::LeftButton, {},
                           view->viewport()->mapTo(view->window(), at));
    return true;
}

bool User::activate() {
    QWidget* wanted = front();
    wanted->activateWindow();
    return QTest::qWaitForWindowActive(wanted, patienceMs) ||
           fails(wanted->objectName() + QStringLiteral(" does not get the keyboard"));
}

bool User::press(Qt::Key key, Qt::KeyboardModifiers with) {
    if (!QApplication::activePopupWidget() && !activate())
        return false;
    QTest::keyClick(front()->windowHandle(), key, with);
    return true;
}

void User::type(const QString& text) {
    for (const QChar c : text)
        QTest::keyClick(front()->windowHandle(), c.toLatin1());
}

bool User::enter(const char* field, const QString& text) {
    auto* widget = see(field);
    if (!click(widget))
        return false;
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
    if (QApplication::activePopupWidget()) // what completes it
        press(Qt::Key_Escape);
    return true;
}

bool User::choose(const char* box, const QString& text) {
    auto* combo = see<QComboBox>(box);
    if (!combo)
        return false;
    bringIntoSight(*combo);
    combo->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home);
    for (int i = 0; i < combo->count() && !combo->currentText().startsWith(text); ++i)
        press(Qt::Key_Down);
    return combo->currentText().startsWith(text) ||
           fails(QStringLiteral("%1 offers no %2").arg(QLatin1String(box), text));
}

bool User::command(const QString& words, const QString& id) {
    auto* list = press(Qt::Key_K, Qt::ControlModifier) ? see<QListView>("paletteList") : nullptr;
    if (!list)
        return false;
    type(words);
    const auto* model = static_cast<const ui::PaletteModel*>(list->model());
    const auto* entry = model->entry(list->currentIndex());
    if (!entry || entry->id != id)
        return fails(QStringLiteral("\"%1\" finds %2").arg(words, entry ? entry->id : QString()));
    if (!entry->problem.isEmpty())
        return fails(id + QStringLiteral(": ") + entry->problem);
    press(Qt::Key_Return);
    return QTest::qWaitFor([&] { return !list->isVisible(); }, patienceMs);
}

bool User::confirm(const char* dialog) {
    const QPointer<QWidget> shown = front();
    if (shown->objectName() != QLatin1String(dialog))
        return fails(QStringLiteral("in front is ") + shown->objectName());
    return click("primary") && (QTest::qWaitFor([&] { return !shown || !shown->isVisible(); }, patienceMs) ||
                                fails(QStringLiteral("%1 does not close").arg(QLatin1String(dialog))));
}

void User::answerFileDialog(const QString& path) {
    auto* timer = new QTimer(&m_window);
    QObject::connect(timer, &QTimer::timeout, &m_window, [this, timer, path] {
        auto* dialog = qobject_cast<QFileDialog*>(front());
        auto* name = dialog ? dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) : nullptr;
        if (!name || !name->isVisible())
            return;
        // What completes the name is looked up aside, and may come at any time.
        timer->stop();
        const QPointer<QFileDialog> asking = dialog;
        if (name->text() != path)
            enter("fileNameEdit", path);
        else
            press(QApplication::activePopupWidget() ? Qt::Key_Escape : Qt::Key_Return);
        if (asking && asking->isVisible())
            timer->start();
        else
            timer->deleteLater();
    });
    timer->start(20);
}

} // namespace partitura::test
