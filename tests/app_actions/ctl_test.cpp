// `partitura ctl` is made of the table: each action is a command with its help, and makes the request that
// the window would.
#include "app/actions/action_json.h"
#include "app/actions/command_line.h"
#include "app/cli/options.h"
#include "tests/app_actions/samples.h"

#include <nlohmann/json.hpp>

#include <QTemporaryFile>
#include <QTest>

#include <fstream>

using namespace partitura;
using namespace partitura::app;

namespace {

/// The words of a line as a shell sees them.
std::vector<std::string> wordsOf(const std::string& line) {
    std::vector<std::string> found;
    std::string word;
    bool isQuoted = false, isWord = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\'') {
            isQuoted = !isQuoted;
            isWord = true;
        } else if (c == '\\' && !isQuoted) {
            word += line[++i];
        } else if (c == ' ' && !isQuoted) {
            if (isWord)
                found.push_back(std::exchange(word, {}));
            isWord = false;
        } else {
            word += c;
            isWord = true;
        }
    }
    if (isWord)
        found.push_back(word);
    return found;
}

std::variant<Options, Exit> parse(const std::vector<std::string>& words) {
    std::vector<const char*> arguments;
    for (const auto& word : words)
        arguments.push_back(word.c_str());
    return parseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

class ActionsCtlTest : public QObject {
    Q_OBJECT

private slots:
    void everyActionIsACommandWithItsHelp() {
        for (const auto& action : actions()) {
            if (!*action.ctl)
                continue;
            auto words = wordsOf(std::string("partitura ctl ") + action.ctl + " --help");
            const auto help = parse(words);
            QVERIFY2(std::holds_alternative<Exit>(help) && std::get<Exit>(help).status == 0, action.key);
            // Lines are broken where they are long: compared without white space.
            const auto bare = [](std::string text) {
                std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
                return text;
            };
            const auto shown = bare(std::get<Exit>(help).text);
            QVERIFY2(shown.find(bare(action.help)) != std::string::npos, action.key);
            for (const auto& parameter : action.parameters) {
                QVERIFY2(shown.find(bare(parameter.option)) != std::string::npos, parameter.option);
                QVERIFY2(shown.find(bare(parameter.help)) != std::string::npos, parameter.help);
            }
        }
    }

    /// What "Copy as command" gives is what the command line takes, value for value.
    void everyCallSurvivesTheShell() {
        int lines = 0;
        QTemporaryFile file;
        QVERIFY(file.open());
        for (const auto& action : actions()) {
            const auto call = resolve(test::sampleOf(action));
            auto line = call ? ctlLineOf(*call) : std::string();
            if (line.empty())
                continue;
            ++lines;
            if (const auto pipe = line.find(" | "); pipe != std::string::npos) { // what a shell would echo
                std::ofstream(file.fileName().toStdString()) << wordsOf(line.substr(0, pipe)).back() << '\n';
                line = line.substr(pipe + 3);
                line.replace(line.find(" -"), 2, " " + file.fileName().toStdString());
            }
            const auto parsed = parse(wordsOf(line));
            QVERIFY2(std::holds_alternative<Options>(parsed),
                     (line + ": " + (std::holds_alternative<Exit>(parsed) ? std::get<Exit>(parsed).text : ""))
                         .c_str());
            QCOMPARE(std::get<Options>(parsed).ctl.request, requestOf(*call).dump());
        }
        QVERIFY(lines > 40);
    }

    /// What docs/ctl.md promises to scripts: words and fields as they have always been.
    void requestsStayAsTheyWere() {
        const std::pair<const char*, const char*> requests[] = {
            {"broker crash 2", R"({"action":"crash","broker":2,"command":"broker"})"},
            {"broker add", R"({"action":"add","command":"broker"})"},
            {"link cut broker-1 2", R"({"action":"cut","command":"link","from":"broker-1","to":"broker-2"})"},
            {"link delay clients 1 2.5 --min 1 --both",
             R"({"action":"delay","both":true,"command":"link","from":"clients","meanUs":2500,"minUs":1000,"to":"broker-1"})"},
            {"link lose 1 2 1000",
             R"({"action":"lose","command":"link","from":"broker-1","perMillion":1000,"to":"broker-2"})"},
            {"leader move t 0 3",
             R"({"action":"move","broker":3,"command":"leader","partition":0,"topic":"t"})"},
            {"elect t 0 --unclean", R"({"command":"elect","partition":0,"topic":"t","unclean":true})"},
            {"elect", R"({"command":"elect"})"},
            {"reassign t 0 2 3", R"({"brokers":[2,3],"command":"reassign","partition":0,"topic":"t"})"},
            {"reassign t 0 --cancel", R"({"cancel":true,"command":"reassign","partition":0,"topic":"t"})"},
            {"fault request 1 --api Produce --count 3 --error NOT_LEADER_OR_FOLLOWER --delay 5 --from any",
             R"({"action":"request","api":"Produce","broker":1,"command":"fault","count":3,"delayUs":5000,"error":"NOT_LEADER_OR_FOLLOWER","from":"any"})"},
            {"fault disk 1 --bytes-free 0 --fail-writes --slow 1 --background-only --flip-reads 10",
             R"({"action":"disk","broker":1,"bytesFree":0,"command":"fault","failsWrites":true,"operationTakesUs":1000,"readFlipsOneIn":10,"slowsBackgroundOnly":true})"},
            {"fault flip-bit 1 t 0 5",
             R"({"action":"flip-bit","bit":5,"broker":1,"command":"fault","partition":0,"topic":"t"})"},
            {"fault clock 1 -5000", R"({"action":"clock","broker":1,"command":"fault","skewMs":-5000})"},
            {"fault undo", R"({"action":"undo","command":"fault"})"},
            {"events --after 7 --follow", R"({"after":7,"command":"events","follow":true})"},
            {"topics orders", R"({"command":"topics","topic":"orders"})"},
        };
        for (const auto& [line, request] : requests) {
            const auto parsed = parse(wordsOf(std::string("partitura ctl ") + line));
            QVERIFY2(std::holds_alternative<Options>(parsed), line);
            QCOMPARE(std::get<Options>(parsed).ctl.request, std::string(request));
        }
    }
};

QTEST_GUILESS_MAIN(ActionsCtlTest)
#include "ctl_test.moc"
