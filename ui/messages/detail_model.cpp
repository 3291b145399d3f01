#include "ui/messages/detail_model.h"

#include "ui/style/theme.h"

namespace partitura::ui {

int DetailModel::flatten(DetailNode& node, int parent, int row, std::optional<ByteRange> outer) {
    const int id = int(m_nodes.size());
    const auto range = node.range ? node.range : outer;
    m_nodes.push_back({std::move(node.name),
                       std::move(node.value),
                       node.look,
                       range,
                       std::move(node.tip),
                       parent,
                       row,
                       {}});
    std::vector<int> children;
    children.reserve(node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i)
        children.push_back(flatten(node.children[i], id, int(i), range));
    m_nodes[std::size_t(id)].children = std::move(children);
    return id;
}

void DetailModel::setNodes(std::vector<DetailNode> roots) {
    beginResetModel();
    m_nodes.clear();
    m_roots.clear();
    for (std::size_t i = 0; i < roots.size(); ++i)
        m_roots.push_back(flatten(roots[i], -1, int(i), std::nullopt));
    endResetModel();
}

void DetailModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

std::optional<ByteRange> DetailModel::rangeOf(const QModelIndex& index) const {
    return index.isValid() ? m_nodes[index.internalId()].range : std::nullopt;
}

QModelIndex DetailModel::fieldAt(std::size_t byte) const {
    int best = -1;
    for (std::size_t id = 0; id < m_nodes.size(); ++id) {
        const Flat& node = m_nodes[id];
        if (!node.range || !node.range->contains(byte))
            continue;
        // Narrower wins; of equals the outermost, which is met first.
        if (best < 0 || node.range->size() < m_nodes[std::size_t(best)].range->size())
            best = int(id);
    }
    return best < 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(best)].row, 0, quintptr(best));
}

int DetailModel::rootRow(QModelIndex index) {
    while (index.parent().isValid())
        index = index.parent();
    return index.isValid() ? index.row() : -1;
}

QModelIndex DetailModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const auto& siblings = parent.isValid() ? m_nodes[parent.internalId()].children : m_roots;
    return createIndex(row, column, quintptr(siblings[std::size_t(row)]));
}

QModelIndex DetailModel::parent(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const int parent = m_nodes[index.internalId()].parent;
    return parent < 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(parent)].row, 0, quintptr(parent));
}

int DetailModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0)
        return 0;
    return int(parent.isValid() ? m_nodes[parent.internalId()].children.size() : m_roots.size());
}

int DetailModel::columnCount(const QModelIndex& /*parent*/) const {
    return columnCountValue;
}

QVariant DetailModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Flat& node = m_nodes[index.internalId()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == name ? node.name : node.value;
    case Qt::ToolTipRole:
        return node.tip.isEmpty() ? QVariant() : QVariant(node.tip);
    case Qt::FontRole:
        if (index.column() == value && node.look == DetailNode::Look::payload)
            return monoFont();
        if (index.column() == value && node.look == DetailNode::Look::absent) {
            QFont font = textFont();
            font.setItalic(true);
            return font;
        }
        return node.parent < 0 && index.column() == name ? QVariant(textFont(TypeSize::body, true))
                                                         : QVariant();
    case Qt::ForegroundRole:
        if (node.look == DetailNode::Look::failure && index.column() == value)
            return theme().danger;
        if (node.look == DetailNode::Look::absent && index.column() == value)
            return theme().inkFaint;
        return index.column() == name && node.parent >= 0 ? QVariant(theme().inkSoft) : QVariant();
    default:
        return {};
    }
}

QVariant DetailModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == name ? tr("Field") : tr("Content");
}

} // namespace partitura::ui
