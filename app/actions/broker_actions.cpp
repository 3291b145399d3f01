#include "app/actions/action_parameters.h"
#include "app/actions/action_rows.h"

namespace partitura::app {

std::vector<Action> brokerActions() {
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
    auto remove =
        ofBroker("broker-remove", "broker remove", QT_TRANSLATE_NOOP("Actions", "Remove broker…"),
                 QT_TRANSLATE_NOOP("Actions",
                                   "Stop it and have the controller forget it; it must hold no replicas and "
                                   "not vote"),
                 "delete", "");
    remove.kind = Action::Kind::operation;
    remove.destroys = true;
    remove.kafka = "kafka-cluster.sh unregister --bootstrap-server {bootstrap} --id {broker}";
    return {
        ofBroker("broker-start", "broker start", QT_TRANSLATE_NOOP("Actions", "Start broker"),
                 QT_TRANSLATE_NOOP("Actions", "Start one that is stopped or crashed"), "play", "broker-stop"),
        ofBroker("broker-stop", "broker stop", QT_TRANSLATE_NOOP("Actions", "Stop broker"),
                 QT_TRANSLATE_NOOP("Actions", "Hand over what it leads, then stop it in order"), "stop",
                 "broker-start"),
        ofBroker("broker-crash", "broker crash", QT_TRANSLATE_NOOP("Actions", "Crash broker"),
                 QT_TRANSLATE_NOOP("Actions", "End it without its doing; what it wrote stays"), "crash",
                 "broker-start"),
        ofBroker("broker-restart", "broker restart", QT_TRANSLATE_NOOP("Actions", "Restart broker"),
                 QT_TRANSLATE_NOOP("Actions", "Stop it, if it runs, and start it"), "refresh", ""),
        ofBroker("broker-pause", "broker pause", QT_TRANSLATE_NOOP("Actions", "Pause broker"),
                 QT_TRANSLATE_NOOP("Actions", "Let it stand still: it handles nothing, its connections stay"),
                 "pause", "broker-resume"),
        ofBroker("broker-resume", "broker resume", QT_TRANSLATE_NOOP("Actions", "Resume broker"),
                 QT_TRANSLATE_NOOP("Actions", "Let a paused one go on"), "play", "broker-pause"),
        {.key = "broker-add",
         .ctl = "broker add",
         .subject = Subject::cluster,
         .text = QT_TRANSLATE_NOOP("Actions", "Add broker"),
         .help = QT_TRANSLATE_NOOP("Actions", "Add a broker"),
         .icon = "plus",
         .parameters = {{"broker", "BROKER", broker, QT_TRANSLATE_NOOP("Actions", "Broker"),
                         QT_TRANSLATE_NOOP("Actions", "Its id (default: the next free one)")}}},
        remove,
    };
}

std::vector<Action> linkActions() {
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
        ofLink("link-cut", "link cut", QT_TRANSLATE_NOOP("Actions", "Cut link"),
               QT_TRANSLATE_NOOP("Actions", "Separate two nodes, both ways, and end their connections"),
               "cut", "link-heal"),
        ofLink(
            "link-heal", "link heal", QT_TRANSLATE_NOOP("Actions", "Heal link"),
            QT_TRANSLATE_NOOP("Actions", "Join two nodes again and take back all that is wrong between them"),
            "check", ""),
        ofLink("link-reset", "link reset", QT_TRANSLATE_NOOP("Actions", "Reset connections"),
               QT_TRANSLATE_NOOP("Actions", "End the connections between two nodes; they may connect again"),
               "refresh", ""),
        ofLink("link-clog", "link clog", QT_TRANSLATE_NOOP("Actions", "Clog link…"),
               QT_TRANSLATE_NOOP("Actions", "Hold all that goes FROM TO; nothing is lost"), "pause",
               "link-unclog", {both()}),
        ofLink("link-unclog", "link unclog", QT_TRANSLATE_NOOP("Actions", "Unclog link"),
               QT_TRANSLATE_NOOP("Actions", "Let go on what a clog holds"), "play", "link-clog", {both()}),
        ofLink("link-delay", "link delay", QT_TRANSLATE_NOOP("Actions", "Delay link…"),
               QT_TRANSLATE_NOOP("Actions", "Delay what goes FROM TO; 0 ends it"), "clock", "link-no-delay",
               {{"meanUs", "MS", milliseconds, QT_TRANSLATE_NOOP("Actions", "Delay"),
                 QT_TRANSLATE_NOOP("Actions", "Milliseconds on average"), true, 0, delayMaxUs, "50"},
                {"minUs", "--min", milliseconds, QT_TRANSLATE_NOOP("Actions", "At least"),
                 QT_TRANSLATE_NOOP("Actions",
                                   "Milliseconds at least (default: as the average, so that all are equal)"),
                 false, 0, delayMaxUs},
                both()}),
        ofLink("link-lose", "link lose", QT_TRANSLATE_NOOP("Actions", "Lose frames…"),
               QT_TRANSLATE_NOOP("Actions", "Lose frames FROM TO, which resets their connection; 0 ends it"),
               "warning", "link-no-loss",
               {{"perMillion", "PER_MILLION", number, QT_TRANSLATE_NOOP("Actions", "Of a million"),
                 QT_TRANSLATE_NOOP("Actions", "Frames of a million"), true, 0, 1'000'000, "1000"},
                both()}),
        {.key = "link-no-delay",
         .subject = Subject::link,
         .kind = fault,
         .text = QT_TRANSLATE_NOOP("Actions", "End delay"),
         .help = QT_TRANSLATE_NOOP("Actions", "Delay nothing more between two nodes"),
         .icon = "check",
         .parameters = betweenNodes({both()}),
         .variantOf = "link-delay",
         .preset = {{"meanUs", std::int64_t(0)}}},
        {.key = "link-no-loss",
         .subject = Subject::link,
         .kind = fault,
         .text = QT_TRANSLATE_NOOP("Actions", "End loss"),
         .help = QT_TRANSLATE_NOOP("Actions", "Lose nothing more between two nodes"),
         .icon = "check",
         .parameters = betweenNodes({both()}),
         .variantOf = "link-lose",
         .preset = {{"perMillion", std::int64_t(0)}}},
        {.key = "network-split",
         .ctl = "link split",
         .subject = Subject::cluster,
         .kind = fault,
         .text = QT_TRANSLATE_NOOP("Actions", "Split network…"),
         .help = QT_TRANSLATE_NOOP("Actions",
                                   "Cut some brokers off from the others, and on request from clients"),
         .icon = "cut",
         .parameters = {{"brokers", "BROKERS", brokers, QT_TRANSLATE_NOOP("Actions", "Brokers"),
                         QT_TRANSLATE_NOOP("Actions", "Those on one side; all others are on the other"),
                         true},
                        {"clients", "--clients", flag,
                         QT_TRANSLATE_NOOP("Actions", "Clients on the other side"),
                         QT_TRANSLATE_NOOP("Actions", "Clients are on the other side, too")}},
         .undo = "network-join"},
        {.key = "network-join",
         .ctl = "link join",
         .subject = Subject::cluster,
         .kind = fault,
         .text = QT_TRANSLATE_NOOP("Actions", "Join network…"),
         .help = QT_TRANSLATE_NOOP("Actions", "Join brokers with all others again, and with clients"),
         .icon = "check",
         .parameters = {{"brokers", "BROKERS", brokers, QT_TRANSLATE_NOOP("Actions", "Brokers"),
                         QT_TRANSLATE_NOOP("Actions", "Those that were cut off"), true},
                        {"clients", "--clients", flag, QT_TRANSLATE_NOOP("Actions", "With clients"),
                         QT_TRANSLATE_NOOP("Actions", "Also with clients")}}},
    };
}

} // namespace partitura::app
