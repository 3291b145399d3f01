// The command palette: everything the window can do, found by typing.
#pragma once

#include "ui/palette/palette_entry.h"
#include "ui/style/overlay.h"

class QLabel;
class QLineEdit;
class QListView;

namespace partitura::ui {

class LayoutStore;
class PaletteModel;

/// Opens over the window with the line focused; arrows choose, Enter does, Escape closes. What was used
/// lately is kept in the store and comes first. What cannot be done now says why and stays. Owned by the
/// window. Thread: the user interface's.
class CommandPalette : public Overlay {
    Q_OBJECT

public:
    CommandPalette(LayoutStore& store, QWidget* window);

    /// Entries come in the order their sources were added.
    void addSource(PaletteSource source) { m_sources.push_back(std::move(source)); }
    void open();
    void retranslate();
    /// Everything there is now, for tests.
    [[nodiscard]] std::vector<PaletteEntry> entries() const;

protected:
    [[nodiscard]] QSize cardSize() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void search(const QString& query);
    void runCurrent();

    LayoutStore& m_store;
    std::vector<PaletteSource> m_sources;
    QLineEdit* m_line;
    QListView* m_list;
    QLabel* m_nothing;
    PaletteModel* m_model;
};

} // namespace partitura::ui
