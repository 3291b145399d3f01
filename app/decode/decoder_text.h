// Texts of the decoders, for free functions to translate.
#pragma once

#include <QCoreApplication>

namespace partitura::app {

/// Its tr() is found by lupdate, which a free tr() would not be.
struct DecoderText {
    Q_DECLARE_TR_FUNCTIONS(DecoderText)
};

} // namespace partitura::app
