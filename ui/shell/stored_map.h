// Maps of small values as the bytes a LayoutStore keeps.
#pragma once

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>
#include <QVariantMap>

namespace partitura::ui {

inline QByteArray packed(const QVariantMap& map) {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << map;
    return bytes;
}

/// Empty when the bytes are not a map.
inline QVariantMap unpacked(const QByteArray& bytes) {
    QVariantMap map;
    QDataStream stream(bytes);
    stream >> map;
    return stream.status() == QDataStream::Ok ? map : QVariantMap();
}

} // namespace partitura::ui
