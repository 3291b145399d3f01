#include "ui/welcome/welcome_page.h"

#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/welcome/client_snippets.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

#include <algorithm>

namespace partitura::ui {

namespace {
constexpr int widthPx = 640;
constexpr int markPx = 40;
constexpr int codeLines = 16;
} // namespace

WelcomePage::WelcomePage(Actions& actions, Language& language, Appearance& appearance, QWidget* window)
    : Overlay(Place::centre, window)
    , m_actions(actions)
    , m_language(language)
    , m_appearance(appearance)
    , m_mark(new QLabel)
    , m_title(new QLabel)
    , m_words(new QLabel)
    , m_demoWords(new QLabel)
    , m_clientTitle(new QLabel)
    , m_languageCaption(new QLabel)
    , m_themeCaption(new QLabel)
    , m_demo(buttonFor(QStringLiteral("start-demo"), "welcomeDemo"))
    , m_topic(buttonFor(QStringLiteral("create-topic"), "welcomeTopic"))
    , m_copy(new QPushButton)
    , m_close(new QPushButton)
    , m_tabs(new QTabBar)
    , m_code(new QPlainTextEdit)
    , m_client(new QWidget)
    , m_languages(new QComboBox)
    , m_themes(new QComboBox) {
    setObjectName(QStringLiteral("welcomePage"));
    m_title->setObjectName(QStringLiteral("welcomeTitle"));
    m_title->setFont(textFont(TypeSize::display, true));
    m_words->setFont(textFont(TypeSize::large));
    m_clientTitle->setFont(textFont(TypeSize::body, true));
    for (QLabel* words : {m_words, m_demoWords}) {
        words->setProperty("role", "soft");
        words->setWordWrap(true);
    }
    m_demo->setProperty("primary", true);
    m_demo->setFont(textFont(TypeSize::large, true));
    m_demo->setIcon(QIcon()); // on the accent the theme's ink would not show
    m_code->setObjectName(QStringLiteral("welcomeCode"));
    m_code->setFont(monoFont(TypeSize::small));
    m_code->setReadOnly(true);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_copy->setObjectName(QStringLiteral("welcomeCopy"));
    m_copy->setIcon(icon(u"copy"));
    m_close->setObjectName(QStringLiteral("welcomeClose"));
    m_languages->setObjectName(QStringLiteral("welcomeLanguage"));
    m_themes->setObjectName(QStringLiteral("welcomeTheme"));
    m_tabs->setObjectName(QStringLiteral("welcomeClients"));
    m_tabs->setExpanding(false);
    for (const ClientSnippet& snippet : clientSnippets({}))
        m_tabs->addTab(snippet.name);
    for (const Language::Choice& choice : Language::choices())
        m_languages->addItem(choice.name, choice.code);
    for (int i = 0; i < 3; ++i)
        m_themes->addItem(QString(), i);

    auto* head = new QHBoxLayout;
    head->setSpacing(padding);
    head->addWidget(m_mark);
    head->addWidget(m_title, 1);
    auto* first = new QHBoxLayout;
    first->setSpacing(padding);
    first->addWidget(m_demo);
    first->addWidget(m_demoWords, 1);
    auto* second = new QHBoxLayout;
    second->addWidget(m_topic);
    second->addStretch(1);
    auto* clientHead = new QHBoxLayout;
    clientHead->addWidget(m_clientTitle);
    clientHead->addSpacing(padding);
    clientHead->addWidget(m_tabs);
    clientHead->addStretch(1);
    clientHead->addWidget(m_copy);
    auto* client = new QVBoxLayout(m_client);
    client->setContentsMargins(0, 0, 0, 0);
    client->setSpacing(gridStep);
    client->addLayout(clientHead);
    client->addWidget(m_code, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(paddingSmall);
    foot->addWidget(m_languageCaption);
    foot->addWidget(m_languages);
    foot->addSpacing(padding);
    foot->addWidget(m_themeCaption);
    foot->addWidget(m_themes);
    foot->addStretch(1);
    foot->addWidget(m_close);
    auto* column = new QVBoxLayout(card());
    column->setContentsMargins(3 * padding, 2 * padding, 3 * padding, 2 * padding);
    column->setSpacing(padding);
    column->addLayout(head);
    column->addWidget(m_words);
    column->addSpacing(paddingSmall);
    column->addLayout(first);
    column->addLayout(second);
    column->addSpacing(paddingSmall);
    column->addWidget(m_client, 1);
    column->addLayout(foot);

    connect(m_tabs, &QTabBar::currentChanged, this, &WelcomePage::showSnippet);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_code->toPlainText());
        emit notice(tr("Copied the %1 program").arg(m_tabs->tabText(m_tabs->currentIndex())));
    });
    connect(m_close, &QPushButton::clicked, this, &WelcomePage::dismiss);
    connect(m_languages, &QComboBox::activated, this,
            [this] { emit languageChosen(m_languages->currentData().toString()); });
    connect(m_themes, &QComboBox::activated, this, [this] {
        m_appearance.choose(static_cast<Appearance::Choice>(m_themes->currentData().toInt()));
    });
    retranslate();
}

void WelcomePage::open(const QString& servers) {
    m_servers = servers;
    m_client->setVisible(!servers.isEmpty());
    m_languages->setCurrentIndex(m_languages->findData(m_language.code()));
    m_themes->setCurrentIndex(static_cast<int>(m_appearance.choice()));
    showSnippet();
    present();
    m_demo->setFocus();
}

QSize WelcomePage::cardSize() const {
    const int code = m_client->isHidden() ? 0 : QFontMetrics(m_code->font()).lineSpacing() * codeLines;
    const int width = typePx(widthPx);
    const int rest = card()->layout()->heightForWidth(width) - m_code->sizeHint().height();
    return {width, rest + code};
}

QPushButton* WelcomePage::buttonFor(const QString& key, const char* name) {
    QAction* action = m_actions.find(key);
    auto* button = new QPushButton(action->icon(), QString());
    button->setObjectName(QLatin1String(name));
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, this, [this, action] {
        dismiss();
        action->trigger();
    });
    return button;
}

void WelcomePage::showSnippet() {
    const auto snippets = clientSnippets(m_servers);
    const auto at = static_cast<std::size_t>(std::max(0, m_tabs->currentIndex()));
    m_code->setPlainText(snippets[at].code);
}

void WelcomePage::retranslate() {
    setAccessibleName(tr("Welcome"));
    m_title->setText(tr("Welcome to Partitura"));
    m_words->setText(
        tr("A real Kafka cluster runs inside this window. Whatever clients do to it can be seen: "
           "records, replicas, groups, failover."));
    m_demo->setText(tr("Start the demo"));
    m_demoWords->setText(tr("Real clients begin to write orders and clicks, and to read them in groups."));
    m_topic->setText(tr("Create a topic…"));
    m_clientTitle->setText(tr("Connect your own client"));
    m_tabs->setAccessibleName(m_clientTitle->text());
    m_code->setAccessibleName(tr("Program"));
    m_copy->setText(tr("Copy"));
    m_close->setText(tr("Close"));
    m_languageCaption->setText(tr("Language"));
    m_languages->setAccessibleName(m_languageCaption->text());
    m_themeCaption->setText(tr("Theme"));
    m_themes->setAccessibleName(m_themeCaption->text());
    m_themes->setItemText(0, tr("As the system"));
    m_themes->setItemText(1, tr("Light"));
    m_themes->setItemText(2, tr("Dark"));
    m_mark->setPixmap(iconPixmap(u"score", typePx(markPx), theme().accent, devicePixelRatioF()));
}

void WelcomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::StyleChange)
        retranslate();
    Overlay::changeEvent(event);
}

} // namespace partitura::ui
