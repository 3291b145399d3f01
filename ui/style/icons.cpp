#include "ui/style/icons.h"

#include "ui/style/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

// Outside the namespace, as Q_INIT_RESOURCE demands; the linker drops a static library's resources otherwise.
static void initResources() {
    Q_INIT_RESOURCE(resources);
}

namespace partitura::ui {

namespace {

QByteArray drawing(const QString& name) {
    registerResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class ThemedIcon : public QIconEngine {
public:
    ThemedIcon(QString name, QByteArray svg)
        : m_name(std::move(name))
        , m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/,
                         qreal /*scale*/) override {
        QColor colour = theme().ink;
        if (mode == QIcon::Disabled)
            colour = theme().inkFaint;
        const QString key = QStringLiteral("icon/%1/%2/%3x%4")
                                .arg(m_name, colour.name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QByteArray svg = m_svg;
        svg.replace("#000", colour.name().toLatin1());
        QPainter painter(&pixmap);
        QSvgRenderer(svg).render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new ThemedIcon(*this); }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

void registerResources() {
    static const bool registered = [] {
        initResources();
        return true;
    }();
    Q_UNUSED(registered);
}

QIcon icon(QStringView name) {
    QByteArray svg = drawing(name.toString());
    return svg.isEmpty() ? QIcon() : QIcon(new ThemedIcon(name.toString(), std::move(svg)));
}

QPixmap iconPixmap(QStringView name, int side, const QColor& colour, qreal devicePixelRatio) {
    QByteArray svg = drawing(name.toString());
    svg.replace("#000", colour.name().toLatin1());
    QPixmap pixmap((QSizeF(side, side) * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter, QRectF(0, 0, side, side));
    return pixmap;
}

} // namespace partitura::ui
