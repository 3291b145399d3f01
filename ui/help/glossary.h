// The glossary: what each term means, in both languages. docs/glossary.md is its one source.
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace partitura::ui {

struct Term {
    QString english; ///< as in Kafka's documentation: "in-sync replicas (ISR)"
    QString chinese;
    QString meaning;
    QString meaningChinese;
};

/// The rows of the document's table, found by any of their names. Immutable. Thread: any.
class Glossary {
public:
    /// Reads a Markdown table of four columns; whatever else the text holds is passed over, and a row with
    /// another number of cells too.
    static Glossary parse(const QString& markdown);

    [[nodiscard]] const std::vector<Term>& terms() const { return m_terms; }
    /// The term of this name in either language, whatever its case, in singular or plural, with or without
    /// what stands in brackets, or by what stands there alone: "ISR". nullptr if there is none.
    [[nodiscard]] const Term* find(const QString& name) const;

private:
    void index(const QString& name, std::size_t at);

    std::vector<Term> m_terms;
    QHash<QString, std::size_t> m_byName;
};

/// The one of docs/glossary.md, as it was when the program was built.
const Glossary& glossary();

/// True when the interface speaks Chinese now.
bool glossaryInChinese();
/// Name, name in English besides when the interface is Chinese, and meaning, as rich text for a tooltip.
QString termTip(const Term& term);

} // namespace partitura::ui
