// One record as a tree of fields.
#pragma once

#include "ui/messages/bytes_pane.h"

#include <QAbstractItemModel>

#include <optional>
#include <vector>

namespace partitura::ui {

/// A field of a record, with the fields inside it.
struct DetailNode {
    enum class Look {
        plain,
        payload, ///< bytes or text of the record: monospace
        absent,  ///< null, empty, or still being decoded: faint
        failure,
    };
    QString name;
    QString value;
    Look look = Look::plain;
    std::optional<ByteRange> range; ///< in the record's bytes; children without one have their parent's
    QString tip;
    std::vector<DetailNode> children;
};

/// Name and value of every field. Thread: the user interface's.
class DetailModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { name, value, columnCountValue };

    using QAbstractItemModel::QAbstractItemModel;

    void setNodes(std::vector<DetailNode> roots);
    void retranslate();
    /// The bytes a field occupies; nullopt if it is none of the record's bytes.
    [[nodiscard]] std::optional<ByteRange> rangeOf(const QModelIndex& index) const;
    /// The innermost field that holds a byte.
    [[nodiscard]] QModelIndex fieldAt(std::size_t byte) const;
    /// Row of the top-level field an index lies in; -1 for none.
    [[nodiscard]] static int rootRow(QModelIndex index);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Flat {
        QString name;
        QString value;
        DetailNode::Look look;
        std::optional<ByteRange> range;
        QString tip;
        int parent;
        int row;
        std::vector<int> children;
    };

    int flatten(DetailNode& node, int parent, int row, std::optional<ByteRange> outer);

    std::vector<Flat> m_nodes; ///< an index's id is its node's position
    std::vector<int> m_roots;
};

} // namespace partitura::ui
