#include "ui/style/key_look.h"

#include "ui/style/theme.h"

namespace partitura::ui {

KeyLook keyLook(std::optional<ByteView> key) {
    if (!key)
        return {};
    // FNV-1a, then murmur's last mixing, so that keys that differ in their last digit part ways.
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const auto byte : *key)
        hash = (hash ^ byte) * 0x100000001b3;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
    hash ^= hash >> 33;
    return {static_cast<int>(hash % KeyLook::categories),
            static_cast<int>((hash >> 32) % KeyLook::heights) - KeyLook::heights / 2};
}

QColor keyColour(const KeyLook& look) {
    if (look.category < 0)
        return theme().inkSoft;
    // Of the eight the last is grey, which is for no key. Their second round is paler than a small note may
    // be, their third deeper.
    constexpr int hues = KeyLook::categories / 2;
    return theme().category(look.category % hues + (look.category < hues ? 0 : 16));
}

} // namespace partitura::ui
