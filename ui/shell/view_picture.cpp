#include "ui/shell/view_picture.h"

#include <QCoreApplication>
#include <QDir>
#include <QImageWriter>
#include <QPainter>
#include <QPixmap>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

namespace partitura::ui {

namespace {

constexpr int scale = 2;
constexpr int dotsPerInch = 96;

QString drawVector(QWidget& widget, QSaveFile& file) {
    QSvgGenerator svg;
    svg.setOutputDevice(&file);
    svg.setSize(widget.size());
    svg.setViewBox(widget.rect());
    svg.setResolution(dotsPerInch);
    svg.setTitle(widget.accessibleName());
    QPainter painter;
    if (!painter.begin(&svg))
        return file.errorString();
    painter.fillRect(widget.rect(), widget.palette().brush(widget.backgroundRole()));
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return {};
}

QString drawPixels(QWidget& widget, QSaveFile& file) {
    QPixmap pixels(widget.size() * scale);
    pixels.setDevicePixelRatio(scale);
    pixels.fill(widget.palette().color(widget.backgroundRole()));
    widget.render(&pixels, {}, {}, QWidget::DrawChildren);
    QImageWriter writer(&file, "png");
    return writer.write(pixels.toImage()) ? QString() : writer.errorString();
}

} // namespace

QString writePicture(QWidget& widget, const QString& path) {
    QSaveFile file(path);
    QString reason;
    if (!file.open(QIODevice::WriteOnly))
        reason = file.errorString();
    else
        reason = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive) ? drawVector(widget, file)
                                                                           : drawPixels(widget, file);
    if (reason.isEmpty() && !file.commit())
        reason = file.errorString();
    return reason.isEmpty()
               ? QString()
               : QCoreApplication::translate("partitura::ui::Sessions", "%1 could not be written: %2")
                     .arg(QDir::toNativeSeparators(path), reason);
}

} // namespace partitura::ui
