#include "app/actions/action.h"
#include "app/actions/window_actions.h"

#include <QtGlobal>

namespace partitura::app {
namespace {

using enum ParameterKind;
constexpr auto fault = Action::Kind::fault;

#define WORDS(text) QT_TRANSLATE_NOOP("Actions", text)

// ---- values that several actions take ----

constexpr std::int64_t delayMaxUs = 600'000'000; // faults::delayMax
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t most32 = std::numeric_limits<std::int32_t>::max();

Parameter theBroker(bool isRequired = true) {
    return {"broker", "BROKER", broker, WORDS("Broker"), WORDS("The broker's id"), isRequired};
}
Parameter theTopic(bool isRequired = true) {
    return {"topic", "TOPIC", topic, WORDS("Topic"), WORDS("The topic"), isRequired};
}
Parameter thePartition(bool isRequired = true) {
    return {"partition", "PARTITION", partition, WORDS("Partition"), WORDS("The partition's number"),
            isRequired,  0,           most32};
}
Parameter theGroup() {
    return {"group", "GROUP", group, WORDS("Group"), WORDS("The consumer group"), true};
}
Parameter both() {
    return {"both", "--both", flag, WORDS("Both ways"), WORDS("Also the other way")};
}
std::vector<Parameter> betweenNodes(std::vector<Parameter> more = {}) {
    std::vector<Parameter> all = {
        {"from", "FROM", node, WORDS("From"), WORDS("A broker's id, or clients"), true},
        {"to", "TO", node, WORDS("To"), WORDS("A broker's id, or clients"), true},
    };
    all.insert(all.end(), more.begin(), more.end());
    return all;
}
Parameter bytesFree(bool isRequired = false) {
    return {"bytesFree",
            "--bytes-free",
            number,
            WORDS("Bytes left"),
            WORDS("Files grow by so many bytes more"),
            isRequired,
            0,
            most,
            isRequired ? "1000000" : ""};
}
Parameter diskSlowness(bool isRequired = false) {
    return {"operationTakesUs",
            "--slow",
            milliseconds,
            WORDS("Each operation takes longer by"),
            WORDS("Each operation takes so many milliseconds longer"),
            isRequired,
            0,
            delayMaxUs,
            isRequired ? "50" : ""};
}
Parameter backgroundOnly() {
    return {"slowsBackgroundOnly", "--background-only", flag, WORDS("Background only"),
            WORDS("Only those that the broker does not wait for")};
}
Parameter readFlips(bool isRequired = false) {
    return {"readFlipsOneIn",
            "--flip-reads",
            number,
            WORDS("One read in"),
            WORDS("One read in so many has a bit inverted"),
            isRequired,
            0,
            most,
            isRequired ? "1000" : ""};
}
Parameter ofApi() {
    return {"api", "--api", api, WORDS("API"), WORDS("Of this API, such as Produce (default: all)")};
}
Parameter howMany() {
    return {"count", "--count", number, WORDS("How many"), WORDS("The next so many (default: 1)"), false,
            0,       most,      "1"};
}
Parameter withError(bool isRequired = false) {
    return {"error",
            "--error",
            error,
            WORDS("Error"),
            WORDS("Answer with this error, such as NOT_LEADER_OR_FOLLOWER"),
            isRequired,
            0,
            most,
            isRequired ? "NOT_LEADER_OR_FOLLOWER" : ""};
}
Parameter requestDelay(bool isRequired = false) {
    return {"delayUs",
            "--delay",
            milliseconds,
            WORDS("Delay"),
            WORDS("Wait so many milliseconds before handling or answering"),
            isRequired,
            0,
            delayMaxUs,
            isRequired ? "500" : ""};
}
Parameter ofSender() {
    return {"from", "--from", choice, WORDS("Sent by"), WORDS("Those of clients (default), brokers or any"),
            false,  0,        most,   "clients",        "clients,brokers,any"};
}
Parameter seed() {
    return {"seed",
            "--seed",
            number,
            WORDS("Seed"),
            WORDS("What is drawn by chance follows from it (default: 1)"),
            false,
            0,
            most,
            "1"};
}

Parameter when(Parameter parameter, const char* condition) {
    parameter.when = condition;
    return parameter;
}

// ---- the rows ----

std::vector<Action> looks() {
    return {
        {.key = "status",
         .ctl = "status",
         .subject = Subject::look,
         .help = "Print brokers, topics and faults"},
        {.key = "brokers", .ctl = "brokers", .subject = Subject::look, .help = "Print the brokers"},
        {.key = "topics",
         .ctl = "topics",
         .subject = Subject::look,
         .help = "Print the topics, or the partitions of one",
         .parameters = {{"topic", "TOPIC", topic, "", "Print its partitions"}}},
        {.key = "snapshot",
         .ctl = "snapshot",
         .subject = Subject::look,
         .help = "Print all that is known of the cluster as JSON"},
        {.key = "events",
         .ctl = "events",
         .subject = Subject::look,
         .help = "Print what happened",
         .parameters = {{"follow", "--follow", flag, "", "Go on with what happens from now on"},
                        {"after", "--after", number, "", "Only those after this sequence number"}}},
        {.key = "fault-list",
         .ctl = "fault list",
         .subject = Subject::look,
         .help = "Print the faults that last"},
    };
}

std::vector<Action> ofTopics() {
    const Parameter configs = {"configs", "--config", texts, WORDS("Configs"),
                               WORDS("A config, NAME=VALUE; may be repeated")};
    return {
        {.key = "create-topic",
         .ctl = "topic create",
         .subject = Subject::cluster,
         .text = WORDS("Create &topic…"),
         .help = WORDS("Create a topic: name, partitions, replicas, configs"),
         .icon = "plus",
         .keys = "Ctrl+T",
         .parameters = {{"topic", "TOPIC", newTopic, WORDS("Name"), WORDS("The new topic's name"), true},
                        {"partitions", "--partitions", number, WORDS("Partitions"),
                         WORDS("How many partitions (default: 1)"), false, 1, 10'000, "3"},
                        {"replicas", "--replicas", number, WORDS("Replicas of each"),
                         WORDS("How many replicas of each (default: 1)"), false, 1, 32'767, "3"},
                        configs},
         .undo = "delete-topic",
         .kafka = "kafka-topics.sh --bootstrap-server {bootstrap} --create --topic {topic}[ --partitions "
                  "{partitions}][ --replication-factor {replicas}][ --config {configs*}]"},
        {.key = "delete-topic",
         .ctl = "topic delete",
         .subject = Subject::topic,
         .text = WORDS("Delete topic…"),
         .help = WORDS("Delete a topic with all its records"),
         .icon = "delete",
         .parameters = {theTopic()},
         .destroys = true,
         .kafka = "kafka-topics.sh --bootstrap-server {bootstrap} --delete --topic {topic}"},
        {.key = "add-partitions",
         .ctl = "topic add-partitions",
         .subject = Subject::topic,
         .text = WORDS("Add partitions…"),
         .help = WORDS("Raise a topic's number of partitions; keys map to others than before"),
         .icon = "plus",
         .parameters = {theTopic(),
                        {"total", "TOTAL", number, WORDS("New total"), WORDS("How many it has afterwards"),
                         true, 1, 10'000}},
         .kafka = "kafka-topics.sh --bootstrap-server {bootstrap} --alter --topic {topic} --partitions "
                  "{total}"},
        {.key = "alter-topic-configs",
         .ctl = "topic configure",
         .subject = Subject::topic,
         .text = WORDS("Change configs…"),
         .help = WORDS("Set configs of a topic, or take them back to their defaults"),
         .icon = "settings",
         .parameters = {theTopic(),
                        {"set", "--set", texts, WORDS("Set"),
                         WORDS("A config to set, NAME=VALUE; may be repeated")},
                        {"unset", "--unset", texts, WORDS("Back to default"),
                         WORDS("A config to take back to its default; may be repeated")}},
         .kafka = "kafka-configs.sh --bootstrap-server {bootstrap} --alter --entity-type topics "
                  "--entity-name {topic}[ --add-config {set,}][ --delete-config {unset,}]"},
        {.key = "clone-topic",
         .ctl = "topic clone",
         .subject = Subject::topic,
         .text = WORDS("Clone topic…"),
         .help = WORDS("Create a topic like another: partitions, replicas and configs, without its records"),
         .icon = "copy",
         .parameters = {theTopic(),
                        {"name", "NAME", newTopic, WORDS("Name of the new one"),
                         WORDS("What the new topic is called"), true}},
         .kafka = "kafka-topics.sh --bootstrap-server {bootstrap} --create --topic {name} --partitions "
                  "{partitions} --replication-factor {replicas}[ --config {configs*}]"},
        {.key = "delete-records",
         .ctl = "topic delete-records",
         .subject = Subject::topic,
         .text = WORDS("Delete records…"),
         .help = WORDS("Delete what lies before an offset or a time"),
         .icon = "delete",
         .parameters = {theTopic(),
                        {"partition", "--partition", partition, WORDS("Partition"),
                         WORDS("Of this partition alone (default: all)"), false, 0, most32},
                        {"offset", "--offset", number, WORDS("Before offset"),
                         WORDS("Before this offset; -1 is the high watermark, which deletes all"), false, -1},
                        {"timeMs", "--time", time, WORDS("Before time"),
                         WORDS("Before this time, such as 2026-11-22T10:00:00Z"), false}},
         .destroys = true,
         .kafka = "echo {offsetsJson} > offsets.json && kafka-delete-records.sh --bootstrap-server "
                  "{bootstrap} --offset-json-file offsets.json"},
    };
}

std::vector<Action> ofPartitions() {
    constexpr const char* election =
        "kafka-leader-election.sh --bootstrap-server {bootstrap} --election-type "
        "[unclean=true unclean][!unclean preferred]"
        "[ --topic {topic} --partition {partition}][!topic  --all-topic-partitions]";
    return {
        {.key = "leader-move",
         .ctl = "leader move",
         .subject = Subject::partition,
         .kind = fault,
         .text = WORDS("Move leader…"),
         .help = WORDS("Let one of its replicas lead a partition"),
         .icon = "crown",
         .parameters = {theTopic(),
                        thePartition(),
                        {"broker", "BROKER", broker, WORDS("New leader"), WORDS("The replica's broker"),
                         true}},
         .kafka = "echo {planJson} > plan.json && kafka-reassign-partitions.sh --bootstrap-server "
                  "{bootstrap} --reassignment-json-file plan.json --execute && kafka-leader-election.sh "
                  "--bootstrap-server {bootstrap} --election-type preferred --topic {topic} --partition "
                  "{partition}"},
        {.key = "leader-shuffle",
         .ctl = "leader shuffle",
         .subject = Subject::cluster,
         .kind = fault,
         .text = WORDS("Shuffle leaders…"),
         .help = WORDS("Let a replica drawn by chance lead each partition, of one topic or of all"),
         .icon = "refresh",
         .parameters = {{"topic", "TOPIC", topic, WORDS("Topic"), WORDS("Of this topic alone")}, seed()}},
        {.key = "elect",
         .ctl = "elect",
         .subject = Subject::cluster,
         .text = WORDS("Elect preferred leaders"),
         .help = WORDS("Let preferred replicas lead, of one partition or of all"),
         .icon = "crown",
         .parameters = {theTopic(false),
                        thePartition(false),
                        {"unclean", "--unclean", flag, WORDS("Unclean"),
                         WORDS("Let any replica lead where none in sync is there; records may be lost")}},
         .kafka = election},
        {.key = "elect-preferred",
         .subject = Subject::partition,
         .text = WORDS("Elect preferred leader"),
         .help = WORDS("Let the first of a partition's replicas lead it"),
         .icon = "crown",
         .parameters = {theTopic(), thePartition()},
         .variantOf = "elect"},
        {.key = "elect-unclean",
         .subject = Subject::partition,
         .text = WORDS("Elect unclean leader…"),
         .help = WORDS("Let a replica that is not in sync lead; what it lacks is lost"),
         .icon = "warning",
         .parameters = {theTopic(), thePartition()},
         .destroys = true,
         .variantOf = "elect",
         .preset = {{"unclean", true}}},
        {.key = "reassign",
         .ctl = "reassign",
         .subject = Subject::partition,
         .text = WORDS("Reassign replicas…"),
         .help = WORDS("Move a partition to other brokers"),
         .icon = "broker",
         .parameters = {theTopic(),
                        thePartition(),
                        {"brokers", "BROKERS", brokers, WORDS("Replicas"),
                         WORDS("All its brokers, preferred leader first")},
                        {"cancel", "--cancel", flag, WORDS("Call off"), WORDS("Call off what is under way")}},
         .kafka = "echo {planJson} > plan.json && kafka-reassign-partitions.sh --bootstrap-server "
                  "{bootstrap} --reassignment-json-file plan.json [!cancel --execute][cancel=true --cancel]"},
        {.key = "reassign-cancel",
         .subject = Subject::partition,
         .text = WORDS("Cancel reassignment"),
         .help = WORDS("Call off a move that is under way; the replicas stay as they were"),
         .icon = "close",
         .parameters = {theTopic(), thePartition()},
         .variantOf = "reassign",
         .preset = {{"cancel", true}}},
    };
}

std::vector<Action> ofGroups() {
    return {
        {.key = "group-reset",
         .ctl = "group reset",
         .subject = Subject::group,
         .text = WORDS("Reset offsets…"),
         .help = WORDS("Move what a group without members has committed"),
         .icon = "refresh",
         .parameters =
             {theGroup(),
              {"topic", "--topic", topic, WORDS("Topic"),
               WORDS("Of this topic alone (default: all it read)")},
              {"partition", "--partition", partition, WORDS("Partition"),
               WORDS("Of this partition alone (default: all)"), false, 0, most32},
              {"to", "--to", choice, WORDS("To"),
               WORDS("earliest, latest, offset, time, shift, group (another's offsets) or offsets"), true, 0,
               most, "earliest", "earliest,latest,offset,time,shift,group,offsets"},
              when(Parameter{"offset", "--offset", number, WORDS("Offset"), WORDS("This one")}, "to=offset"),
              when(Parameter{"timeMs", "--time", time, WORDS("Time"),
                             WORDS("To the first record at or after it, such as 2026-11-22T10:00:00Z")},
                   "to=time"),
              when(Parameter{"shift", "--shift", number, WORDS("By"),
                             WORDS("So many records on; back, if below 0"), false, -most},
                   "to=shift"),
              when(Parameter{"fromGroup", "--from-group", group, WORDS("Of group"),
                             WORDS("Whose offsets to take")},
                   "to=group"),
              when(Parameter{"offsets", "--at", texts, WORDS("Offsets"),
                             WORDS("TOPIC:PARTITION=OFFSET; may be repeated")},
                   "to=offsets")},
         .destroys = true,
         .kafka = "[!fileCsv kafka-consumer-groups.sh --bootstrap-server {bootstrap} --group {group} "
                  "--reset-offsets [!topic --all-topics][--topic {topic}[:{partition}]]"
                  "[to=earliest  --to-earliest][to=latest  --to-latest][to=offset  --to-offset {offset}]"
                  "[to=time  --to-datetime {timeIso}][to=shift  --shift-by {shift}] --execute]"
                  "[printf {fileCsv} > offsets.csv && kafka-consumer-groups.sh --bootstrap-server "
                  "{bootstrap} --group {group} --reset-offsets --from-file offsets.csv --execute]"},
        {.key = "group-delete",
         .ctl = "group delete",
         .subject = Subject::group,
         .text = WORDS("Delete group…"),
         .help = WORDS("Forget a group without members and all it has committed"),
         .icon = "delete",
         .parameters = {theGroup()},
         .destroys = true,
         .kafka = "kafka-consumer-groups.sh --bootstrap-server {bootstrap} --delete --group {group}"},
        {.key = "coordinator-move",
         .ctl = "group move",
         .subject = Subject::group,
         .kind = fault,
         .text = WORDS("Move coordinator…"),
         .help = WORDS("Let another broker coordinate a group, and all that share its partition"),
         .icon = "groups",
         .parameters = {theGroup(),
                        {"broker", "BROKER", broker, WORDS("New coordinator"), WORDS("The replica's broker"),
                         true}}},
    };
}

std::vector<Action> ofBrokers() {
    const auto ofBroker = [](const char* key, const char* ctl, const char* text, const char* help,
                             const char* icon, const char* undo) {
        return Action{.key = key,
                      .ctl = ctl,
                      .subject = Subject::broker,
                      .kind = fault,
                      .text = text,
                      .help = help,
                      .icon = icon,
                      .parameters = {theBroker()},
                      .undo = undo};
    };
    auto remove = ofBroker("broker-remove", "broker remove", WORDS("Remove broker…"),
                           WORDS("Stop it and have the controller forget it; it must hold no replicas and "
                                 "not vote"),
                           "delete", "");
    remove.kind = Action::Kind::operation;
    remove.destroys = true;
    remove.kafka = "kafka-cluster.sh unregister --bootstrap-server {bootstrap} --id {broker}";
    return {
        ofBroker("broker-start", "broker start", WORDS("Start broker"),
                 WORDS("Start one that is stopped or crashed"), "play", "broker-stop"),
        ofBroker("broker-stop", "broker stop", WORDS("Stop broker"),
                 WORDS("Hand over what it leads, then stop it in order"), "stop", "broker-start"),
        ofBroker("broker-crash", "broker crash", WORDS("Crash broker"),
                 WORDS("End it without its doing; what it wrote stays"), "crash", "broker-start"),
        ofBroker("broker-restart", "broker restart", WORDS("Restart broker"),
                 WORDS("Stop it, if it runs, and start it"), "refresh", ""),
        ofBroker("broker-pause", "broker pause", WORDS("Pause broker"),
                 WORDS("Let it stand still: it handles nothing, its connections stay"), "pause",
                 "broker-resume"),
        ofBroker("broker-resume", "broker resume", WORDS("Resume broker"), WORDS("Let a paused one go on"),
                 "play", "broker-pause"),
        {.key = "broker-add",
         .ctl = "broker add",
         .subject = Subject::cluster,
         .text = WORDS("Add broker"),
         .help = WORDS("Add a broker"),
         .icon = "plus",
         .parameters = {{"broker", "BROKER", broker, WORDS("Broker"),
                         WORDS("Its id (default: the next free one)")}}},
        remove,
    };
}

std::vector<Action> ofLinks() {
    const auto ofLink = [](const char* key, const char* ctl, const char* text, const char* help,
                           const char* icon, const char* undo, std::vector<Parameter> more = {}) {
        return Action{.key = key,
                      .ctl = ctl,
                      .subject = Subject::link,
                      .kind = fault,
                      .text = text,
                      .help = help,
                      .icon = icon,
                      .parameters = betweenNodes(std::move(more)),
                      .undo = undo};
    };
    return {
        ofLink("link-cut", "link cut", WORDS("Cut link"),
               WORDS("Separate two nodes, both ways, and end their connections"), "cut", "link-heal"),
        ofLink("link-heal", "link heal", WORDS("Heal link"),
               WORDS("Join two nodes again and take back all that is wrong between them"), "check", ""),
        ofLink("link-reset", "link reset", WORDS("Reset connections"),
               WORDS("End the connections between two nodes; they may connect again"), "refresh", ""),
        ofLink("link-clog", "link clog", WORDS("Clog link…"),
               WORDS("Hold all that goes FROM TO; nothing is lost"), "pause", "link-unclog", {both()}),
        ofLink("link-unclog", "link unclog", WORDS("Unclog link"), WORDS("Let go on what a clog holds"),
               "play", "link-clog", {both()}),
        ofLink("link-delay", "link delay", WORDS("Delay link…"), WORDS("Delay what goes FROM TO; 0 ends it"),
               "clock", "link-no-delay",
               {{"meanUs", "MS", milliseconds, WORDS("Delay"), WORDS("Milliseconds on average"), true, 0,
                 delayMaxUs, "50"},
                {"minUs", "--min", milliseconds, WORDS("At least"),
                 WORDS("Milliseconds at least (default: as the average, so that all are equal)"), false, 0,
                 delayMaxUs},
                both()}),
        ofLink("link-lose", "link lose", WORDS("Lose frames…"),
               WORDS("Lose frames FROM TO, which resets their connection; 0 ends it"), "warning",
               "link-no-loss",
               {{"perMillion", "PER_MILLION", number, WORDS("Of a million"), WORDS("Frames of a million"),
                 true, 0, 1'000'000, "1000"},
                both()}),
        {.key = "link-no-delay",
         .subject = Subject::link,
         .kind = fault,
         .text = WORDS("End delay"),
         .help = WORDS("Delay nothing more between two nodes"),
         .icon = "check",
         .parameters = betweenNodes({both()}),
         .variantOf = "link-delay",
         .preset = {{"meanUs", std::int64_t(0)}}},
        {.key = "link-no-loss",
         .subject = Subject::link,
         .kind = fault,
         .text = WORDS("End loss"),
         .help = WORDS("Lose nothing more between two nodes"),
         .icon = "check",
         .parameters = betweenNodes({both()}),
         .variantOf = "link-lose",
         .preset = {{"perMillion", std::int64_t(0)}}},
        {.key = "network-split",
         .ctl = "link split",
         .subject = Subject::cluster,
         .kind = fault,
         .text = WORDS("Split network…"),
         .help = WORDS("Cut some brokers off from the others, and on request from clients"),
         .icon = "cut",
         .parameters = {{"brokers", "BROKERS", brokers, WORDS("Brokers"),
                         WORDS("Those on one side; all others are on the other"), true},
                        {"clients", "--clients", flag, WORDS("Clients on the other side"),
                         WORDS("Clients are on the other side, too")}},
         .undo = "network-join"},
        {.key = "network-join",
         .ctl = "link join",
         .subject = Subject::cluster,
         .kind = fault,
         .text = WORDS("Join network…"),
         .help = WORDS("Join brokers with all others again, and with clients"),
         .icon = "check",
         .parameters = {{"brokers", "BROKERS", brokers, WORDS("Brokers"), WORDS("Those that were cut off"),
                         true},
                        {"clients", "--clients", flag, WORDS("With clients"), WORDS("Also with clients")}}},
    };
}

std::vector<Action> ofDisksAndClocks() {
    const auto ofDisk = [](const char* key, const char* text, const char* help, const char* icon,
                           std::vector<Parameter> more,
                           std::vector<std::pair<const char*, Argument>> preset = {}) {
        Action action{.key = key,
                      .subject = Subject::disk,
                      .kind = fault,
                      .text = text,
                      .help = help,
                      .icon = icon,
                      .parameters = {theBroker()},
                      .undo = "disk-heal",
                      .variantOf = "fault-disk",
                      .preset = std::move(preset)};
        action.parameters.insert(action.parameters.end(), more.begin(), more.end());
        return action;
    };
    auto heal = ofDisk("disk-heal", WORDS("Heal disk"), WORDS("Nothing is wrong with the disk any more"),
                       "check", {});
    heal.undo = "";
    return {
        ofDisk("disk-slow", WORDS("Slow disk…"), WORDS("Each read, write and sync takes longer"), "clock",
               {diskSlowness(true), backgroundOnly()}),
        ofDisk("disk-fill", WORDS("Fill disk…"), WORDS("Files grow by so many bytes more, then writes fail"),
               "full", {bytesFree(true)}),
        ofDisk("disk-fail-writes", WORDS("Fail writes"), WORDS("Every write fails, with a part written"),
               "warning", {}, {{"failsWrites", true}}),
        ofDisk("disk-fail-syncs", WORDS("Fail syncs"), WORDS("Every fsync of a file or directory fails"),
               "warning", {}, {{"failsSyncs", true}}),
        ofDisk("disk-flip-reads", WORDS("Flip bits of reads…"),
               WORDS("By chance, one read in so many has a bit inverted"), "flip", {readFlips(true)}),
        heal,
        {.key = "fault-disk",
         .ctl = "fault disk",
         .subject = Subject::disk,
         .kind = fault,
         .text = WORDS("Disk faults…"),
         .help = WORDS("Set what is wrong with a broker's disk; without options it is well again"),
         .icon = "settings",
         .parameters = {theBroker(),
                        bytesFree(),
                        {"failsWrites", "--fail-writes", flag, WORDS("Writes fail"), WORDS("Writes fail")},
                        {"failsSyncs", "--fail-syncs", flag, WORDS("Syncs fail"), WORDS("Syncs fail")},
                        diskSlowness(),
                        backgroundOnly(),
                        readFlips()},
         .undo = "disk-heal"},
        {.key = "flip-bit",
         .ctl = "fault flip-bit",
         .subject = Subject::disk,
         .kind = fault,
         .text = WORDS("Flip a stored bit…"),
         .help = WORDS("Invert a bit of a replica's oldest segment where it is stored"),
         .icon = "flip",
         .parameters = {theBroker(),
                        theTopic(),
                        thePartition(),
                        {"bit", "BIT", number, WORDS("Bit"),
                         WORDS("Its number, from the segment's beginning"), true, 0, most, "800"}},
         .destroys = true},
        {.key = "clock-skew",
         .ctl = "fault clock",
         .subject = Subject::clock,
         .kind = fault,
         .text = WORDS("Skew clock…"),
         .help = WORDS("Let a broker's wall clock be wrong; 0 ends it"),
         .icon = "clock",
         .parameters = {theBroker(),
                        {"skewMs", "SKEW_MS", number, WORDS("Milliseconds ahead"),
                         WORDS("Milliseconds it is ahead; behind, if below 0"), true, -most, most, "60000"}},
         .undo = "clock-right"},
        {.key = "clock-right",
         .subject = Subject::clock,
         .kind = fault,
         .text = WORDS("Set clock right"),
         .help = WORDS("The broker's wall clock is right again"),
         .icon = "check",
         .parameters = {theBroker()},
         .variantOf = "clock-skew",
         .preset = {{"skewMs", std::int64_t(0)}}},
    };
}

std::vector<Action> ofRequests() {
    const auto ofRequest = [](const char* key, const char* text, const char* help, const char* icon,
                              std::vector<Parameter> more,
                              std::vector<std::pair<const char*, Argument>> preset = {}) {
        Action action{.key = key,
                      .subject = Subject::request,
                      .kind = fault,
                      .text = text,
                      .help = help,
                      .icon = icon,
                      .parameters = {theBroker(), ofApi(), howMany(), ofSender()},
                      .undo = "requests-well",
                      .variantOf = "fault-request",
                      .preset = std::move(preset)};
        action.parameters.insert(action.parameters.end(), more.begin(), more.end());
        return action;
    };
    return {
        ofRequest("requests-fail", WORDS("Fail requests…"), WORDS("Answer the next requests with an error"),
                  "close", {withError(true)}),
        ofRequest("requests-delay", WORDS("Delay requests…"),
                  WORDS("Let the next requests wait before they are handled"), "clock", {requestDelay(true)}),
        ofRequest("requests-drop", WORDS("Drop requests…"),
                  WORDS("Neither handle nor answer the next requests; their connections stay mute"), "delete",
                  {}, {{"drop", true}}),
        {.key = "requests-well",
         .subject = Subject::request,
         .kind = fault,
         .text = WORDS("Handle requests well"),
         .help = WORDS("No more requests of a broker fail, wait or get lost"),
         .icon = "check",
         .parameters = {theBroker()},
         .variantOf = "fault-request",
         .preset = {{"count", std::int64_t(0)}}},
        {.key = "fault-request",
         .ctl = "fault request",
         .subject = Subject::request,
         .kind = fault,
         .text = WORDS("Request faults…"),
         .help = WORDS("Let requests to a broker fail, wait or get lost; a count of 0 ends that"),
         .icon = "settings",
         .parameters = {theBroker(),
                        ofApi(),
                        howMany(),
                        withError(),
                        requestDelay(),
                        {"drop", "--drop", flag, WORDS("Drop"),
                         WORDS("Neither handle nor answer them; their connections stay mute")},
                        ofSender()},
         .undo = "requests-well"},
        {.key = "fault-undo",
         .ctl = "fault undo",
         .subject = Subject::cluster,
         .kind = fault,
         .text = WORDS("&Undo all faults"),
         .help = WORDS("End every fault, resume paused brokers and start those that are down"),
         .icon = "undo",
         .keys = "Ctrl+Shift+U"},
    };
}

#undef WORDS

std::vector<Action> all() {
    std::vector<Action> rows;
    for (auto* part : {&looks, &ofTopics, &windowActions, &ofPartitions, &ofGroups, &ofBrokers, &ofLinks,
                       &ofDisksAndClocks, &ofRequests})
        for (auto& row : (*part)())
            rows.push_back(std::move(row));
    return rows;
}

} // namespace

std::span<const Action> actions() {
    static const std::vector<Action> rows = all();
    return rows;
}

std::span<const CtlGroup> ctlGroups() {
    static constexpr CtlGroup groups[] = {
        {"topic", "Create, delete and change topics"},
        {"leader", "Who leads a partition"},
        {"group", "Consumer groups and what they have committed"},
        {"broker", "Start, end and pause brokers"},
        {"link", "Delay, hold, lose and cut what nodes send each other"},
        {"fault", "Faults of requests, disks and clocks; all faults"},
    };
    return groups;
}

} // namespace partitura::app
