// What can be done: one table that menus, palette, context menus, dialogs, `partitura ctl`, its help and its
// JSON, and tests all read.
#pragma once

#include "app/actions/action_call.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace partitura::app {

/// What an action concerns; context menus and the menus of the window are made by it.
enum class Subject {
    look,
    window,
    cluster,
    broker,
    disk,
    clock,
    request,
    link,
    topic,
    partition,
    group,
    workload
};

enum class ParameterKind {
    broker,       ///< a broker's id
    brokers,      ///< several, in order
    node,         ///< an end of a link: `broker-2`, or `clients`
    topic,        ///< a topic's name
    newTopic,     ///< a name no topic has
    partition,    ///< its number
    group,        ///< a group's id
    workload,     ///< its name
    milliseconds, ///< held in µs; people write milliseconds with a fraction
    number,       ///< a whole number from `min` to `max`
    time,         ///< milliseconds since 1970
    text,
    api,    ///< `Produce`, or an API key
    error,  ///< `NOT_LEADER_OR_FOLLOWER`
    texts,  ///< several, such as `retention.ms=60000`
    choice, ///< one of `choices`
    flag,
    json, ///< held as text; in JSON as it is, on the command line as a file that holds it (`-`: standard
          ///< input)
};

/// A value an action takes. Texts are English sources of a translation (see `words`).
struct Parameter {
    const char* field;  ///< in JSON
    const char* option; ///< of `partitura ctl`: `--both`, or `BROKER` where its place says what it is
    ParameterKind kind = ParameterKind::text;
    const char* label = "";
    const char* help = "";
    bool isRequired = false;
    std::int64_t min = 0;
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    const char* preset = "";  ///< what a form begins with, as text
    const char* choices = ""; ///< comma-separated
    const char* when = "";    ///< `to=offset`: it counts only when another value is so
};

/// A row of the table. Thread: constant.
struct Action {
    enum class Kind {
        operation, ///< changes the cluster
        fault,     ///< lets something go wrong, or ends that
    };

    const char* key;      ///< `broker-crash`; stable
    const char* ctl = ""; ///< `broker crash`: its words in `partitura ctl`, and command and action in JSON
    Subject subject = Subject::cluster;
    Kind kind = Kind::operation;
    const char* text = ""; ///< in menus
    const char* help = ""; ///< one sentence; also that of `partitura ctl`
    const char* icon = "";
    const char* keys = ""; ///< shortcut
    const char* menu = ""; ///< of actions of the window; others stand in one of their subject
    std::vector<Parameter> parameters = {};
    bool destroys = false; ///< what it takes away cannot be brought back
    /// The key of what ends it, called with the same arguments as far as that takes them; empty if nothing
    /// does, or what does depends on how things were (see undoOf).
    const char* undo = "";
    /// Kafka's command line for it (see commandLineOf); empty: Kafka has none.
    const char* kafka = "";
    /// A use of another action with some arguments given: its key. It has that one's words in `ctl`.
    const char* variantOf = "";
    std::vector<std::pair<const char*, Argument>> preset = {};
    bool isCheckable = false;
    bool lineBefore = false; ///< in menus

    [[nodiscard]] bool isOfCluster() const { return subject != Subject::look && subject != Subject::window; }
    /// nullptr if it takes no such value.
    [[nodiscard]] const Parameter* parameter(std::string_view field) const;
};

/// All of them, in the order of menus.
[[nodiscard]] std::span<const Action> actions();
/// nullptr if there is none.
[[nodiscard]] const Action* findAction(std::string_view key);
/// A text of the table in the user's language.
[[nodiscard]] QString words(const char* text);
/// For buttons and lists, which have no mnemonics: "Create &topic…" without the mark, "创建主题(&T)…" without
/// the letter.
[[nodiscard]] QString withoutMnemonic(QString text);

/// Words of `ctl` that have others below them, such as `broker`.
struct CtlGroup {
    const char* name;
    const char* help;
};
[[nodiscard]] std::span<const CtlGroup> ctlGroups();

/// A value as people write it. Errors: INVALID_REQUEST with what it must be.
[[nodiscard]] Result<Argument> parseArgument(const Parameter& parameter, const std::string& text);
/// The value as people write it: what parseArgument would take.
[[nodiscard]] std::string argumentText(const Parameter& parameter, const Argument& argument);
/// What is not of its kind or out of range. Errors: INVALID_REQUEST with a line that names the field.
[[nodiscard]] Result<void> checkArgument(const Parameter& parameter, const Argument& argument);
/// The call of the action this one is a variant of, with all that it presets. Errors: INVALID_REQUEST if
/// there is no such action, or an argument is missing, wrong or none that it takes.
[[nodiscard]] Result<ActionCall> resolve(const ActionCall& call);

} // namespace partitura::app
