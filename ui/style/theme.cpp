#include "ui/style/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPalette>
#include <QProxyStyle>
#include <QRegularExpression>
#include <QWidget>

#include <algorithm>

namespace partitura::ui {

namespace {

// Paper: warm, low in contrast with itself; ink: nearly black. States and series are Okabe–Ito, moved only in
// lightness so that each keeps 3:1 against the surface it is drawn on.
Theme lightTheme() {
    Theme t;
    t.kind = ThemeKind::light;
    t.window = QColor(0xF4F1EA);
    t.surface = QColor(0xFDFBF7);
    t.raised = QColor(0xEDE9DF);
    t.line = QColor(0xDCD6C9);
    t.ink = QColor(0x23262B);
    t.inkSoft = QColor(0x5A5E66);
    t.inkFaint = QColor(0x8C8C88);
    t.accent = QColor(0x1F5A96);
    t.onAccent = QColor(0xFFFFFF);
    t.good = QColor(0x00795A);
    t.warning = QColor(0xA86B00);
    t.danger = QColor(0xB3401A);
    t.inSync = QColor(0x00795A);
    t.lagging = QColor(0xC98500);
    t.outOfSync = QColor(0xD55E00);
    t.offline = QColor(0x85827B);
    t.electing = QColor(0xA8558A);
    t.series = {QColor(0x0072B2), QColor(0xD98E00), QColor(0x009E73), QColor(0xCC79A7),
                QColor(0x3FA0D8), QColor(0xD55E00), QColor(0xA89A00), QColor(0x5F6368)};
    return t;
}

Theme darkTheme() {
    Theme t;
    t.kind = ThemeKind::dark;
    t.window = QColor(0x15171C);
    t.surface = QColor(0x1B1E24);
    t.raised = QColor(0x262A32);
    t.line = QColor(0x353A44);
    t.ink = QColor(0xE9E6DF);
    t.inkSoft = QColor(0xA9ABB0);
    t.inkFaint = QColor(0x747881);
    t.accent = QColor(0x7FB2EA);
    t.onAccent = QColor(0x10161F);
    t.good = QColor(0x35C69A);
    t.warning = QColor(0xE8B04A);
    t.danger = QColor(0xF08A5D);
    t.inSync = QColor(0x35C69A);
    t.lagging = QColor(0xE8B04A);
    t.outOfSync = QColor(0xF0793A);
    t.offline = QColor(0x868A92);
    t.electing = QColor(0xDB93BD);
    t.series = {QColor(0x56A8E0), QColor(0xE6A93A), QColor(0x2FBF95), QColor(0xDB93BD),
                QColor(0x8CCBF2), QColor(0xF0793A), QColor(0xE3D94E), QColor(0xA2A6AD)};
    return t;
}

/// How much larger a projector's type is.
constexpr double projectorScale = 1.35;

// For a projector in a room that is not dark: black on white or white on black, every ink 7:1 or more against
// the surface, states and series 4.5:1 or more.
Theme projectorLightTheme() {
    Theme t = lightTheme();
    t.window = QColor(0xFFFFFF);
    t.surface = QColor(0xFFFFFF);
    t.raised = QColor(0xE8E8E8);
    t.line = QColor(0x8A8A8A);
    t.ink = QColor(Qt::black);
    t.inkSoft = QColor(0x262626);
    t.inkFaint = QColor(0x4F4F4F);
    t.accent = QColor(0x00438A);
    t.onAccent = QColor(0xFFFFFF);
    t.good = QColor(0x00573F);
    t.warning = QColor(0x7A4B00);
    t.danger = QColor(0x9A2500);
    t.inSync = QColor(0x00694C);
    t.lagging = QColor(0x8F5D00);
    t.outOfSync = QColor(0xB04A00);
    t.offline = QColor(0x5C5C5C);
    t.electing = QColor(0x8A2F6B);
    t.series = {QColor(0x005F96), QColor(0x8F5D00), QColor(0x007050), QColor(0x9C3D72),
                QColor(0x1B6FA8), QColor(0xB04A00), QColor(0x6B6200), QColor(0x4A4E53)};
    return t;
}

Theme projectorDarkTheme() {
    Theme t = darkTheme();
    t.window = QColor(Qt::black);
    t.surface = QColor(Qt::black);
    t.raised = QColor(0x242424);
    t.line = QColor(0x7A7A7A);
    t.ink = QColor(0xFFFFFF);
    t.inkSoft = QColor(0xE4E4E4);
    t.inkFaint = QColor(0xB4B4B4);
    t.accent = QColor(0x9CCBFF);
    t.onAccent = QColor(Qt::black);
    t.good = QColor(0x4FE0B5);
    t.warning = QColor(0xFFC869);
    t.danger = QColor(0xFFA27D);
    t.inSync = QColor(0x4FE0B5);
    t.lagging = QColor(0xFFC869);
    t.outOfSync = QColor(0xFF8F52);
    t.offline = QColor(0xB0B0B0);
    t.electing = QColor(0xF2A9D3);
    t.series = {QColor(0x7CC4F5), QColor(0xFFC55C), QColor(0x4FE0B5), QColor(0xF2A9D3),
                QColor(0xB2DDFA), QColor(0xFF8F52), QColor(0xF5EB6B), QColor(0xC8CCD2)};
    return t;
}

Theme themeOf(ThemeKind kind, bool projector) {
    const bool dark = kind == ThemeKind::dark;
    if (!projector)
        return dark ? darkTheme() : lightTheme();
    Theme t = dark ? projectorDarkTheme() : projectorLightTheme();
    t.projector = true;
    t.typeScale = projectorScale;
    return t;
}

Theme& current() {
    static Theme theme = lightTheme();
    return theme;
}

bool hasTabularFigures(const QString& family) {
    QFont font(family);
    font.setPixelSize(40);
    const QFontMetrics metrics(font);
    const int zero = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (metrics.horizontalAdvance(QLatin1Char(digit)) != zero)
            return false;
    return true;
}

QStringList presentFamilies(const QStringList& wanted) {
    const QStringList installed = QFontDatabase::families();
    QStringList present;
    std::ranges::copy_if(wanted, std::back_inserter(present),
                         [&](const QString& f) { return installed.contains(f); });
    return present;
}

// Qt 6.4 cannot ask a font for its `tnum` feature, so the first family goes first whose figures are all of
// one width as they come; the others stay behind it for characters it lacks.
const QStringList& textFamilies() {
    static const QStringList families = [] {
        QStringList present = presentFamilies({"Inter", "Source Sans 3", "Noto Sans", "IBM Plex Sans",
                                               "Segoe UI", "Helvetica Neue", "Noto Sans CJK SC",
                                               "PingFang SC", "Microsoft YaHei UI", "DejaVu Sans"});
        std::ranges::stable_partition(present, hasTabularFigures);
        if (present.isEmpty())
            present << QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        return present;
    }();
    return families;
}

const QStringList& monoFamilies() {
    static const QStringList families = [] {
        QStringList present =
            presentFamilies({"JetBrains Mono", "IBM Plex Mono", "Source Code Pro", "Cascadia Mono", "SF Mono",
                             "DejaVu Sans Mono", "Consolas", "Menlo", "Noto Sans Mono CJK SC"});
        if (present.isEmpty())
            present << QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
        return present;
    }();
    return families;
}

/// Fusion with icons and indicators in the scale of the type they stand beside.
class ScaledStyle : public QProxyStyle {
public:
    ScaledStyle()
        : QProxyStyle(QStringLiteral("Fusion")) {}

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        const int px = QProxyStyle::pixelMetric(metric, option, widget);
        switch (metric) {
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ToolBarIconSize:
        case PM_ListViewIconSize:
        case PM_TabBarIconSize:
        case PM_LineEditIconSize:
            return typePx(px);
        default:
            return px;
        }
    }
};

/// Brings every font somebody set by hand to the scale in force: it is one of the old scale's sizes. Which one
/// is remembered with the widget, since a new style sheet may bring the font back that it had at first.
void rescaleFonts(double oldScale) {
    constexpr const char* sizeProperty = "typeSize";
    constexpr TypeSize sizes[] = {TypeSize::small, TypeSize::body, TypeSize::large, TypeSize::title,
                                  TypeSize::display};
    const auto widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        if (!widget->testAttribute(Qt::WA_SetFont))
            continue;
        const int px = widget->font().pixelSize();
        int size = widget->property(sizeProperty).toInt();
        if (px != size && px != qRound(size * oldScale)) {
            const auto at = std::ranges::find_if(
                sizes, [&](TypeSize s) { return px == qRound(static_cast<int>(s) * oldScale); });
            if (at == std::end(sizes))
                continue;
            size = static_cast<int>(*at);
            widget->setProperty(sizeProperty, size);
        }
        QFont font = widget->font();
        font.setPixelSize(typePx(size));
        widget->setFont(font);
    }
}

QFont fontOf(const QStringList& families, TypeSize size) {
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(typePx(static_cast<int>(size)));
    font.setStyleStrategy(QFont::PreferAntialias);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QPalette paletteOf(const Theme& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.ink);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.ink);
    p.setColor(QPalette::PlaceholderText, t.inkFaint);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.ink);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.ink);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.raised);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.inkFaint);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.inkFaint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.line);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, t.inkSoft);
    return p;
}

// Role names in braces are replaced by the theme's colours.
constexpr const char* sheet = R"(
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: {raised}; color: {ink}; border: 1px solid {line}; padding: 4px 8px; }
QMainWindow::separator { background: {window}; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: {accentTint}; }
QDockWidget { color: {inkSoft}; titlebar-close-icon: url(:/icons/controls/close_{kind}.svg); titlebar-normal-icon: none; }
QDockWidget::title { background: {window}; text-align: left; padding: 8px 12px 4px 12px; }
QDockWidget::close-button { border: none; background: transparent; subcontrol-origin: margin; subcontrol-position: top right; position: absolute; right: 8px; top: 8px; width: 16px; height: 16px; }
QDockWidget::float-button { border: none; background: transparent; width: 0px; height: 0px; image: none; }
QDockWidget::close-button:hover { background: {raised}; border-radius: 4px; }
QToolBar { background: {window}; border: none; padding: 0; spacing: 0; }
QMenuBar { background: {window}; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: {raised}; }
QMenu { background: {surface}; border: 1px solid {line}; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 8px; border-radius: 4px; }
QMenu::item:selected { background: {accentTint}; color: {ink}; }
QMenu::item:disabled { color: {inkFaint}; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: {line}; margin: 4px 8px; }
QStatusBar { background: {window}; border-top: 1px solid {line}; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: {inkSoft}; padding: 6px 12px; margin-right: 4px;
               border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: {ink}; border-bottom: 2px solid {accent}; }
QTabBar::tab:hover:!selected { color: {ink}; border-bottom: 2px solid {line}; }
QPushButton { background: {surface}; color: {ink}; border: 1px solid {line}; border-radius: 4px;
              padding: 4px 12px; min-height: {18}; }
QPushButton:hover { background: {raised}; }
QPushButton:pressed { background: {line}; }
QPushButton:focus { border-color: {accent}; outline: none; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border-color: {ink}; }
QPushButton:disabled { color: {inkFaint}; background: {window}; }
QPushButton:default, QPushButton[primary="true"] { background: {accent}; color: {onAccent}; border-color: {accent}; }
QPushButton:default:hover, QPushButton[primary="true"]:hover { background: {accentHover}; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: {raised}; color: {inkFaint}; border-color: {line}; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: {raised}; }
QToolButton:pressed { background: {line}; }
QToolButton:checked { background: {accentTint}; border-color: {accent}; }
QToolButton:focus { border-color: {accent}; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit {
    background: {surface}; color: {ink}; border: 1px solid {line}; border-radius: 4px; padding: 3px 8px;
    selection-background-color: {accent}; selection-color: {onAccent}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: {accent}; }
QLineEdit:disabled, QSpinBox:disabled { color: {inkFaint}; background: {window}; }
QLineEdit[state="valid"] { border-color: {good}; }
QLineEdit[state="invalid"] { border-color: {danger}; }
QSpinBox, QDoubleSpinBox, QDateTimeEdit { padding-right: {20}; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: {18}; border: none; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: {18}; border: none; }
QAbstractSpinBox::up-arrow { image: url(:/icons/controls/chevron_up_{kind}.svg); width: {10}; height: {10}; }
QAbstractSpinBox::down-arrow { image: url(:/icons/controls/chevron_down_{kind}.svg); width: {10}; height: {10}; }
QComboBox { background: {surface}; color: {ink}; border: 1px solid {line}; border-radius: 4px;
            padding: 3px 4px 3px 8px; min-height: {18}; }
QComboBox:hover { background: {raised}; }
QComboBox:disabled { color: {inkFaint}; background: {window}; }
QComboBox::drop-down { border: none; width: {20}; }
QComboBox::down-arrow { image: url(:/icons/controls/chevron_down_{kind}.svg); width: {12}; height: {12}; }
QComboBox QAbstractItemView { background: {surface}; border: 1px solid {line}; outline: none; padding: 4px;
                              selection-background-color: {accentTint}; selection-color: {ink}; }
QAbstractItemView { outline: none; }
QTableView, QTreeView, QListView { background: {surface}; alternate-background-color: {stripe}; border: none;
    gridline-color: {line}; selection-background-color: {accentTint}; selection-color: {ink}; }
QTableView::item, QTreeView::item { padding: 2px 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: {accentTint}; color: {ink}; }
QHeaderView { background: {surface}; }
QHeaderView::section { background: {surface}; color: {inkSoft}; border: none; border-bottom: 1px solid {line};
                       padding: 4px 8px; font-weight: normal; }
QHeaderView::section:hover { color: {ink}; background: {raised}; }
QTableCornerButton::section { background: {surface}; border: none; border-bottom: 1px solid {line}; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: {line}; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: {inkFaint}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: {window}; }
QSplitter::handle:hover { background: {accentTint}; }
QSplitter::handle:horizontal { width: 4px; }
QSplitter::handle:vertical { height: 4px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: {14}; height: {14}; border: 1px solid {inkFaint}; border-radius: 3px; background: {surface}; }
QCheckBox::indicator:hover { border-color: {accent}; }
QCheckBox::indicator:checked { background: {accent}; border-color: {accent}; image: url(:/icons/controls/check_{kind}.svg); }
QCheckBox::indicator:disabled { border-color: {line}; background: {window}; }
QGroupBox { border: 1px solid {line}; border-radius: 4px; margin-top: 8px; padding: 12px 8px 8px 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: {inkSoft}; }
QProgressBar { background: {raised}; border: none; border-radius: 2px; text-align: center; }
QProgressBar::chunk { background: {accent}; border-radius: 2px; }
QLabel[role="tab"] { color: {ink}; padding: 6px 12px; border-bottom: 2px solid {accent}; }
QLabel[role="soft"] { color: {inkSoft}; }
QLabel[role="faint"] { color: {inkFaint}; }
QLabel[role="danger"] { color: {danger}; }
QLabel[role="good"] { color: {good}; }
QFrame[role="card"] { background: {surface}; border: 1px solid {line}; border-radius: 4px; }
QFrame[role="toast"] { background: {raised}; border: 1px solid {line}; border-radius: 4px; }
QFrame[role="bar"] { background: {window}; border: none; border-bottom: 1px solid {line}; }
)";

QString styleSheetOf(const Theme& t) {
    QString text = QString::fromLatin1(sheet);
    const std::pair<const char*, QColor> roles[] = {
        {"{window}", t.window},
        {"{surface}", t.surface},
        {"{raised}", t.raised},
        {"{line}", t.line},
        {"{ink}", t.ink},
        {"{inkSoft}", t.inkSoft},
        {"{inkFaint}", t.inkFaint},
        {"{accent}", t.accent},
        {"{onAccent}", t.onAccent},
        {"{good}", t.good},
        {"{danger}", t.danger},
        {"{accentTint}", mixed(t.surface, t.accent, 0.18)},
        {"{accentHover}", mixed(t.accent, t.ink, 0.15)},
        {"{stripe}", mixed(t.surface, t.window, 0.5)},
    };
    for (const auto& [role, colour] : roles)
        text.replace(QLatin1String(role), colour.name());
    // Lengths beside type are written {18}: px of the normal scale.
    static const QRegularExpression length(QStringLiteral("\\{(\\d+)\\}"));
    for (auto match = length.match(text); match.hasMatch(); match = length.match(text))
        text.replace(match.capturedStart(), match.capturedLength(),
                     QStringLiteral("%1px").arg(typePx(match.captured(1).toInt())));
    text.replace(QLatin1String("{kind}"), QLatin1String(t.kind == ThemeKind::dark ? "dark" : "light"));
    return text;
}

} // namespace

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto part = [&](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QColor Theme::category(int n) const {
    const int count = static_cast<int>(series.size());
    const int index = n < 0 ? 0 : n;
    const QColor base = series[static_cast<std::size_t>(index % count)];
    const int round = index / count;
    if (round == 0)
        return base;
    // Rounds go lighter, darker, lighter still …, by a step that stays visible for four rounds.
    const double share = std::min(0.2 * (round + 1) / 2 + 0.15, 0.6);
    return mixed(base, round % 2 == 1 ? surface : ink, share);
}

const Theme& theme() {
    return current();
}

bool systemPaletteIsDark() {
    // The application's own palette hides the desktop's from the first applyTheme on.
    static const bool isDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return isDark;
}

int typePx(int px) {
    return qRound(px * current().typeScale);
}

qreal typePx(qreal px) {
    return px * current().typeScale;
}

void applyTheme(QApplication& application, ThemeKind kind, bool projector) {
    systemPaletteIsDark();
    const Theme next = themeOf(kind, projector);
    const bool first = application.styleSheet().isEmpty();
    if (!first && next.kind == current().kind && next.projector == current().projector)
        return;
    const double oldScale = current().typeScale;
    current() = next;
    if (first)
        application.setStyle(new ScaledStyle);
    application.setFont(textFont());
    application.setPalette(paletteOf(current()));
    application.setStyleSheet(styleSheetOf(current()));
    rescaleFonts(oldScale);
}

QFont textFont(TypeSize size, bool bold) {
    QFont font = fontOf(textFamilies(), size);
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont monoFont(TypeSize size) {
    return fontOf(monoFamilies(), size);
}

} // namespace partitura::ui
