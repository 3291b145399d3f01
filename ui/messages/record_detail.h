// One record in full: fields, text and bytes, bound to each other.
#pragma once

#include "app/decode/decoded.h"
#include "app/source.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QSplitter;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace partitura::ui {

class ComboBox;
class ToolRow;

class BytesPane;
class DetailModel;

/// The lower half of the Messages view. Payloads over 64 KB are decoded on another thread; until then the
/// tree says so and the bytes can be read. Thread: the user interface's.
class RecordDetail : public QWidget {
    Q_OBJECT

public:
    /// Payloads larger than this are decoded off the user interface thread.
    static constexpr std::size_t decodeHereBytes = 64 << 10;

    explicit RecordDetail(QWidget* parent = nullptr);

    void showRecord(const QString& topic, app::Record record);
    /// Nothing selected, being read, or not readable: says so in a line.
    void showMessage(const QString& text);
    [[nodiscard]] const std::optional<app::Record>& record() const { return m_record; }

    /// Ids of the decoders chosen; "auto" is the automatic choice.
    [[nodiscard]] QString keyDecoder() const;
    [[nodiscard]] QString valueDecoder() const;
    /// Sets the choices without telling decodersChosen.
    void setDecoders(const QString& key, const QString& value);
    void retranslate();
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

signals:
    void decodersChosen(const QString& key, const QString& value);
    void notice(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Part { key, value };

    void decode();
    void decodePart(Part part);
    void rebuild();
    void refreshText();
    void fieldChosen(const QModelIndex& index);
    void byteChosen(std::size_t byte);
    void copyDecoded();
    void copyRaw();
    /// What copying means now: the bytes of the field selected, the value if none is.
    [[nodiscard]] std::optional<ByteView> chosenBytes(Part* part) const;
    void fillDecoders(QComboBox* box);

    QString m_topic;
    std::optional<app::Record> m_record;
    std::optional<app::Decoded> m_key;
    std::optional<app::Decoded> m_value;
    std::uint64_t m_generation = 0; ///< results for an earlier record or choice are dropped
    bool m_binding = false;         ///< tree and bytes are telling each other

    ToolRow* m_bar;
    QLabel* m_title;
    QLabel* m_keyLabel;
    QLabel* m_valueLabel;
    ComboBox* m_keyDecoder;
    ComboBox* m_valueDecoder;
    QToolButton* m_copyDecoded;
    QToolButton* m_copyRaw;
    DetailModel* m_model;
    QTreeView* m_tree;
    BytesPane* m_bytes;
    QWidget* m_textPage;
    QLabel* m_textNote;
    QPlainTextEdit* m_text;
    QTabWidget* m_tabs;
    QSplitter* m_splitter;
};

} // namespace partitura::ui
