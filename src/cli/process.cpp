// x278 process: answers files, folders or standard input.
#include "app/outbox.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/progress.hpp"
#include "cli/setup.hpp"
#include "cli/words.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace x278::cli {

namespace {

// Ctrl-C, or a polite kill: the input in hand is given up at its next event.
volatile std::sig_atomic_t told_to_stop = 0;

struct Interrupted {};

// From here on a signal is heeded between events; the second one ends the process at once.
void heed_signals()
{
    for (const int number : {SIGINT, SIGTERM})
        std::signal(number, [](int again) {
            told_to_stop = 1;
            std::signal(again, SIG_DFL);
        });
}

struct ProcessOptions {
    SetupOptions             setup;
    std::string              out   = "out";
    bool                     json  = false;
    bool                     quiet = false;
    std::vector<std::string> inputs;
};

// Says what came in and what was answered, one line a request, refused set or refused interchange.
class Narrator : public app::Observer {
public:
    Narrator(const ProcessOptions& options, std::string name, std::FILE* to, Progress& progress)
        : options_(options), name_(std::move(name)), to_(to), progress_(progress)
    {
    }

    void on_error(const Error& error) override
    {
        progress_.clear();
        fmt::print(stderr, "x278: {}: {}\n", name_, error.message);
        wrong_ = true;
    }
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict) override
    {
        sender_ = header.sender();
        for (const edi::Issue& issue : verdict.issues)
            say("interchange " + std::string(header.control_number()), verdict.accepted() ? "accepted with errors" : "refused",
                issue.message, edi::ReplyKind::ta1);
    }
    void on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict) override
    {
        for (const edi::Issue& issue : verdict.issues)
            say("group " + std::string(header.control_number()), verdict.accepted() ? "accepted with errors" : "refused",
                issue.message, edi::ReplyKind::acknowledgment);
    }
    void on_set(const edi::Validated& checked) override
    {
        if (checked.accepted()) return;
        const auto&       issues = checked.issues();
        const std::string more   = issues.size() > 1 ? fmt::format(" (and {} more)", issues.size() - 1) : "";
        say("set " + std::string(checked.set().control_number), "refused",
            fmt::format("segment {} {}: {}{}", issues.front().where.segment_position, issues.front().where.segment_id,
                        issues.front().message, more),
            edi::ReplyKind::acknowledgment);
    }
    void on_acknowledgment(const edi::Acknowledgment& received) override
    {
        say("999 for group " + received.control_number, std::string(edi::words_of(received.verdict)), edi::summary_of(received),
            std::nullopt);
    }
    void on_receipt(const edi::InterchangeReceipt& received) override
    {
        say("TA1 for interchange " + received.control_number, std::string(edi::words_of(received.verdict)),
            edi::summary_of(received), std::nullopt);
    }
    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override
    {
        const auto& guides = edi::Guides::embedded();
        say(fmt::format("{}  {}", request.reference, asked_in_words(guides, request)),
            answer_in_words(determination) + (repeated ? " (as before)" : ""),
            request.kind == model::RequestKind::notification ? receipt_in_words(guides, determination)
                                                             : reason_in_words(guides, determination),
            edi::ReplyKind::response);
    }
    void on_inquiry(const model::ServiceReviewRequest& inquiry, const model::InquiryAnswer& answer) override
    {
        say(fmt::format("{}  {}", inquiry.reference, asked_in_words(edi::Guides::embedded(), inquiry)), answer_in_words(answer),
            reason_in_words(answer), edi::ReplyKind::response);
    }
    void on_progress(std::uint64_t offset_bytes) override
    {
        if (told_to_stop != 0) throw Interrupted{};
        progress_.show(offset_bytes);
    }

    void               say_in_files(const app::FileOutbox& files) { files_ = &files; }
    [[nodiscard]] bool something_wrong() const noexcept { return wrong_; }

private:
    void say(const std::string& what, const std::string& outcome, const std::string& why, std::optional<edi::ReplyKind> kind)
    {
        if (options_.quiet) return;
        progress_.clear();
        const std::string reply = kind && files_ != nullptr ? files_->path_of(*kind).string() : std::string();
        if (options_.json)
            fmt::print(to_, "{}\n",
                       boost::json::serialize(boost::json::object{{"input", name_},
                                                                  {"partner", sender_},
                                                                  {"asked", what},
                                                                  {"outcome", outcome},
                                                                  {"reason", why},
                                                                  {"reply", reply}}));
        else
            fmt::print(to_, "{}  {} | {} | {}{}{}\n", sender_, what, outcome, why, reply.empty() ? "" : " | ", reply);
    }

    const ProcessOptions&  options_;
    std::string            name_;
    std::FILE*             to_;
    Progress&              progress_;
    std::string            sender_;
    const app::FileOutbox* files_ = nullptr;
    bool                   wrong_ = false;
};

// Where replies to standard input are collected before they go to standard output: nobody else's to read, gone with this.
class PrivateFolder {
public:
    [[nodiscard]] static Result<std::unique_ptr<PrivateFolder>> make()
    {
        std::string path = (std::filesystem::temp_directory_path() / "x278-XXXXXX").string();
        if (::mkdtemp(path.data()) == nullptr)
            return failure(ErrorCode::unavailable, fmt::format("a folder `{}` cannot be made: {}", path, std::strerror(errno)));
        return std::unique_ptr<PrivateFolder>(new PrivateFolder(path));
    }
    ~PrivateFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&)            = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
};

bool copy_to_standard_output(const std::vector<std::filesystem::path>& files)
{
    for (const auto& path : files) {
        std::FILE* const file = std::fopen(path.c_str(), "rb");
        if (file == nullptr) return false;
        std::array<char, 65536> buffer;
        while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file))
            std::fwrite(buffer.data(), 1, got, stdout);
        std::fclose(file);
    }
    return std::fflush(stdout) == 0;
}

// Answers one input; false when something of it was refused or could not be read.
Result<bool> process_one(const ProcessOptions& options, const Setup& setup, const InputName& name)
{
    const bool piped = name.path == "-";
    const auto input = piped ? app::standard_input() : app::file_input(name.path);
    if (!input) return std::unexpected(input.error());
    heed_signals();

    // Replies to standard input go to standard output; they are collected in files first, so that memory stays bounded.
    std::unique_ptr<PrivateFolder> aside;
    if (piped) {
        auto made = PrivateFolder::make();
        if (!made) return std::unexpected(made.error());
        aside = std::move(*made);
    }
    auto outbox = app::FileOutbox::open(piped ? aside->path() : std::filesystem::path(options.out), name.stem);
    if (!outbox) return std::unexpected(outbox.error());

    Progress progress(input->name, input->size_bytes);
    Narrator narrator(options, input->name, piped ? stderr : stdout, progress);
    if (!piped) narrator.say_in_files(**outbox);
    const auto counts = setup.processor->process(*input, **outbox, narrator);
    progress.clear();
    if (!counts) return std::unexpected(counts.error());
    const auto files = (*outbox)->commit();
    if (!files) return std::unexpected(files.error());
    if (piped && !copy_to_standard_output(*files)) return failure(ErrorCode::unavailable, "standard output cannot be written");
    if (counts->interchanges_read == 0 && !narrator.something_wrong()) {
        fmt::print(stderr, "x278: {}: holds no interchange; expected `ISA`\n", input->name);
        return false;
    }
    return !narrator.something_wrong() && counts->interchanges_refused == 0 && counts->groups_refused == 0
           && counts->sets_refused == 0;
}

int process(const ProcessOptions& options)
{
    const auto inputs = expand_inputs(options.inputs);
    if (!inputs) {
        fmt::print(stderr, "x278: {}\n", inputs.error().message);
        return exit_refused;
    }
    // Before anything is decided: there must be a place for the answers.
    if (std::ranges::any_of(*inputs, [](const InputName& input) { return input.path != "-"; })) {
        if (const auto out = app::FileOutbox::open(options.out, "probe"); !out) {
            fmt::print(stderr, "x278: {}\n", out.error().message);
            return exit_usage;
        }
    }
    const auto setup = set_up(options.setup);
    if (!setup) {
        fmt::print(stderr, "x278: {}\n", setup.error().message);
        return exit_usage;
    }
    warn_of_words((*setup)->reference, *(*setup)->processor->plans());
    int status = 0;
    for (const InputName& name : *inputs) {
        try {
            const auto done = process_one(options, **setup, name);
            if (!done) fmt::print(stderr, "x278: {}\n", done.error().message);
            if (!done || !*done) status = exit_refused;
        } catch (const Interrupted&) {
            fmt::print(
                stderr,
                "x278: {}: interrupted, and no reply to it was written; what was decided is recorded: run it again to get it\n",
                name.path.string());
            return exit_refused;
        }
    }
    return status;
}

}  // namespace

void add_process(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ProcessOptions>();
    CLI::App& command = *program.add_subcommand(
        "process", "answer 278 requests, inquiries and notifications from files, folders or standard input");
    command.add_option("INPUT", options->inputs, "file, folder or `-` for standard input")->required();
    command
        .add_option("--out", options->out, "folder for the replies: NAME.ta1, NAME.999, NAME.278, what is owed and nothing else")
        ->capture_default_str();
    add_setup_options(command, options->setup);
    command.add_flag("--json", options->json, "say what was answered as JSON, one object a line");
    command.add_flag("--quiet", options->quiet, "say nothing but errors and warnings");
    command.footer("Exit status: 0 all answered; 1 something was refused or could not be read; 2 wrong usage or configuration.\n"
                   "A request that was answered before, by sender, BHT03 and TRN, gets the same determination.\n\n"
                   "Examples:\n"
                   "  x278 process samples/inbox\n"
                   "  x278 process --out replies --data /var/lib/x278 monday.edi tuesday.edi\n"
                   "  x278 process --data :memory: - < request.edi > replies.edi");
    command.callback([options, &exit_status] { exit_status = process(*options); });
}

}  // namespace x278::cli
