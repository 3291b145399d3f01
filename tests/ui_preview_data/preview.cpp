// Shows one view on the fake source: ui_data_preview topics|messages|groups|create|produce [light|dark]
// [follow].
#include "app/metrics/rates.h"
#include "tests/ui_preview_data/fake_source.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/groups/groups_view.h"
#include "ui/messages/bytes_pane.h"
#include "ui/messages/messages_view.h"
#include "ui/style/theme.h"
#include "ui/topics/topics_view.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace partitura;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString what = arguments.value(1, QStringLiteral("topics"));
    ui::applyTheme(application,
                   arguments.contains(QStringLiteral("dark")) ? ui::ThemeKind::dark : ui::ThemeKind::light);

    test::FakeSource source;
    source.gapEvery = 97;
    std::unique_ptr<ui::View> view;
    if (what == QLatin1String("messages"))
        view = std::make_unique<ui::MessagesView>();
    else if (what == QLatin1String("groups"))
        view = std::make_unique<ui::GroupsView>();
    else
        view = std::make_unique<ui::TopicsView>();
    view->setSource(&source);
    view->resize(1440, 900);
    view->show();
    app::RateMeter meter;
    QTimer clock;
    const auto frame = [&] {
        source.advance(arguments.contains(QStringLiteral("still")) ? 0 : 100);
        view->showFrame({source.snapshot(), meter.update(source.snapshot())});
    };
    if (what == QLatin1String("groups")) {
        for (int i = 0; i < 800; ++i) { // a past, for the trends
            source.advance(100);
            view->showFrame({source.snapshot(), meter.update(source.snapshot())});
        }
    }
    QObject::connect(&clock, &QTimer::timeout, frame);
    clock.start(50);
    view->selectTopic(QStringLiteral("orders"));
    if (auto* messages = qobject_cast<ui::MessagesView*>(view.get())) {
        QTimer::singleShot(400, messages, [messages, &arguments] {
            if (arguments.contains(QStringLiteral("follow")))
                messages->findChild<QToolButton*>(QStringLiteral("follow"))->click();
            else if (arguments.contains(QStringLiteral("nulls")))
                messages->showOffset(QStringLiteral("payments"), PartitionIndex(1), Offset(97 * 10));
            else
                messages->showOffset(QStringLiteral("orders"), PartitionIndex(3), Offset(1'204'567));
        });
        QTimer::singleShot(1200, messages, [messages] {
            auto* tree = messages->findChild<QTreeView*>(QStringLiteral("fieldTree"));
            tree->setCurrentIndex(tree->model()->index(1, 0));
        });
    }
    if (what == QLatin1String("create"))
        (new ui::CreateTopicDialog(&source, view.get()))->open();
    if (what == QLatin1String("produce"))
        (new ui::ProduceDialog(&source, QStringLiteral("orders"), view.get()))->open();
    return QApplication::exec();
}
