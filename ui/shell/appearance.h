// How the window looks: light, dark or as the desktop, for a projector, moving or still.
#pragma once

#include "ui/style/system_look.h"

#include <QObject>

#include <optional>

namespace partitura::ui {

class LayoutStore;

/// Applies what the store remembers, for who makes widgets before there is an Appearance: they measure their
/// fonts while they are made. Thread: the user interface's.
void applyRememberedLook(const LayoutStore& store);

/// The reader's choices, kept in the store, and what follows from them; applied at once and whenever the
/// desktop changes. Thread: the user interface's.
class Appearance : public QObject {
    Q_OBJECT

public:
    enum class Choice { system, light, dark };

    /// Applies what the store remembers.
    explicit Appearance(LayoutStore& store, QObject* parent = nullptr);

    [[nodiscard]] Choice choice() const { return m_choice; }
    void choose(Choice choice);
    [[nodiscard]] bool isProjector() const { return m_projector; }
    void setProjector(bool projector);
    /// Until somebody chooses, as the desktop has it.
    [[nodiscard]] bool isMotionReduced() const;
    void setMotionReduced(bool reduced);
    /// For what the desktop prefers; tests speak to it in the desktop's place.
    [[nodiscard]] SystemLook& system() { return m_system; }

signals:
    /// A choice, or what follows from it.
    void changed();

private:
    void apply();

    LayoutStore& m_store;
    SystemLook m_system;
    Choice m_choice = Choice::system;
    bool m_projector = false;
    std::optional<bool> m_reducedMotion;
};

} // namespace partitura::ui
