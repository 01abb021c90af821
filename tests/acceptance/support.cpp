#include "acceptance/support.hpp"

#include "bench/people.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace x278::acceptance {

namespace {

using Time = std::chrono::steady_clock;

constexpr std::chrono::milliseconds poll_interval{2};
constexpr std::size_t               isa_size_bytes = 106;

void redirect(int stream, const std::filesystem::path& file, int flags)
{
    const int opened = ::open(file.c_str(), flags, 0600);
    if (opened < 0 || ::dup2(opened, stream) < 0) ::_exit(127);
    ::close(opened);
}

std::string kind_of(const std::vector<Segment>& segments)
{
    for (const Segment& segment : segments) {
        if (segment[0] == "TA1") return "ta1";
        if (segment[0] == "GS") return segment.size() > 1 && segment[1] == "FA" ? "999" : "278";
    }
    FAIL("a reply is neither TA1, 999 nor 278");
    return {};
}

// The end of the interchange that begins `text`; npos when it is not whole.
std::size_t end_of_interchange(std::string_view text)
{
    if (text.size() < isa_size_bytes) return std::string_view::npos;
    const char element = text[3];
    const char segment = text[isa_size_bytes - 1];
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = text.find(segment, from);
        if (end == std::string_view::npos) break;
        if (text.substr(from).starts_with(std::string("IEA") + element)) return end + 1;
        from = end + 1;
    }
    return std::string_view::npos;
}

std::string_view without_line_breaks_before(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of("\r\n"), text.size()));
}

// Takes the whole interchanges out of the beginning of `text`.
std::vector<Interchange> take_interchanges(std::string_view& text)
{
    std::vector<Interchange> found;
    for (text = without_line_breaks_before(text); !text.empty(); text = without_line_breaks_before(text)) {
        const std::size_t end = end_of_interchange(text);
        if (!text.starts_with("ISA") || end == std::string_view::npos) break;
        Interchange one{.text = std::string(text.substr(0, end)), .segments = segments_of(text.substr(0, end)), .kind = {}};
        one.kind = kind_of(one.segments);
        found.push_back(std::move(one));
        text.remove_prefix(end);
    }
    return found;
}

}  // namespace

Program::Program(const Arguments&                          arguments,
                 const Folder&                             folder,
                 std::string_view                          input,
                 const std::map<std::string, std::string>& environment)
    : began_(Time::now())
{
    const auto in  = streams_.path() / "in";
    const auto out = streams_.path() / "out";
    const auto err = streams_.path() / "err";
    test::write_file(in, std::string(input));

    std::vector<char*> words{const_cast<char*>(X278_PROGRAM)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);

    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    redirect(STDIN_FILENO, in, O_RDONLY);
    redirect(STDOUT_FILENO, out, O_WRONLY | O_CREAT);
    redirect(STDERR_FILENO, err, O_WRONLY | O_CREAT);
    ::execv(X278_PROGRAM, words.data());
    ::_exit(127);
}

Program::~Program()
{
    if (ended_) return;
    ::kill(child_, SIGKILL);
    reap(0);
}

bool Program::reap(int options)
{
    if (ended_) return true;
    int    status = 0;
    rusage used{};
    pid_t  reaped = 0;
    do reaped = ::wait4(child_, &status, options, &used);
    while (reaped < 0 && errno == EINTR);
    if (reaped != child_) return false;

    ended_               = true;
    how_.exit_status     = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    how_.signal          = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    how_.resident_kb_max = used.ru_maxrss;
    how_.seconds         = std::chrono::duration<double>(Time::now() - began_).count();
    how_.out             = test::read_file(streams_.path() / "out");
    how_.err             = test::read_file(streams_.path() / "err");
    return true;
}

const Ended& Program::wait()
{
    for (const auto deadline = Time::now() + patience; !reap(WNOHANG); std::this_thread::sleep_for(poll_interval))
        if (Time::now() > deadline) FAIL("x278 has not ended in time; it has said: " << err_so_far());
    return how_;
}

bool Program::running() { return !reap(WNOHANG); }

void Program::signal(int number) const
{
    if (!ended_) ::kill(child_, number);
}

std::string Program::err_so_far() const { return test::read_file(streams_.path() / "err"); }

Ended run(const Arguments&                          arguments,
          const Folder&                             folder,
          std::string_view                          input,
          const std::map<std::string, std::string>& environment)
{
    Program program(arguments, folder, input, environment);
    return program.wait();
}

namespace {

Arguments listening(const Arguments& arguments)
{
    Arguments all{"serve", "--listen", "127.0.0.1:0"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

// From the line of the log that says where it listens; 0 while that is not there.
std::uint16_t port_in(const std::string& log)
{
    constexpr std::string_view said = "listening on 127.0.0.1:";
    const std::size_t          at   = log.find(said);
    if (at == std::string::npos || log.find('\n', at) == std::string::npos) return 0;
    std::uint16_t port = 0;
    std::from_chars(log.data() + at + said.size(), log.data() + log.size(), port);
    return port;
}

}  // namespace

Server::Server(const Arguments& arguments, const Folder& folder) : program_(listening(arguments), folder)
{
    for (const auto deadline = Time::now() + patience; (port_ = port_in(program_.err_so_far())) == 0;
         std::this_thread::sleep_for(poll_interval)) {
        if (!program_.running()) FAIL("x278 serve has ended: " << program_.wait().err);
        if (Time::now() > deadline) FAIL("x278 serve does not listen; it has said: " << program_.err_so_far());
    }
}

const Ended& Server::stop()
{
    program_.signal(SIGTERM);
    return program_.wait();
}

void Server::kill()
{
    program_.signal(SIGKILL);
    program_.wait();
}

Arguments with_setup(Arguments first, const Folder& data)
{
    for (const std::string& word : {std::string("--data"), data.string(), std::string("--reference"),
                                    (test::project() / "samples" / "reference").string(), std::string("--now"), now})
        first.push_back(word);
    return first;
}

std::vector<std::string> Interchange::all(std::string_view id, std::size_t at) const
{
    std::vector<std::string> found;
    for (const Segment& segment : segments)
        if (segment[0] == id && segment.size() > at) found.push_back(segment[at]);
    return found;
}

std::string Interchange::first(std::string_view id, std::size_t at) const
{
    const auto found = all(id, at);
    return found.empty() ? std::string() : found.front();
}

std::string Interchange::without_numbers() const
{
    static const std::map<std::string, std::size_t> numbers{{"ISA", 13}, {"IEA", 2}, {"GS", 6}, {"GE", 2}};
    std::string                                     without;
    for (Segment segment : segments) {
        const auto number = numbers.find(segment[0]);
        if (number != numbers.end()) segment.at(number->second) = "#";
        for (const std::string& element : segment) without += element + '*';
        without += '\n';
    }
    return without;
}

std::vector<Segment> segments_of(std::string_view interchange)
{
    std::vector<Segment> segments;
    if (interchange.size() < isa_size_bytes) return segments;
    const char element    = interchange[3];
    const char terminator = interchange[isa_size_bytes - 1];
    for (std::size_t end = 0; (end = interchange.find(terminator)) != std::string_view::npos;
         interchange.remove_prefix(end + 1)) {
        Segment          segment;
        std::string_view text = without_line_breaks_before(interchange.substr(0, end));
        for (std::size_t at = 0; (at = text.find(element)) != std::string_view::npos; text.remove_prefix(at + 1))
            segment.emplace_back(text.substr(0, at));
        segment.emplace_back(text);
        segments.push_back(std::move(segment));
    }
    return segments;
}

std::vector<Interchange> whole_interchanges_in(std::string_view cut) { return take_interchanges(cut); }

std::vector<Interchange> interchanges_in(std::string_view replies)
{
    std::string_view rest  = replies;
    auto             found = take_interchanges(rest);
    CAPTURE(replies);
    REQUIRE(rest.empty());
    return found;
}

std::string sent_again(std::string request, std::uint32_t control_number)
{
    std::string number = std::to_string(control_number);
    number.insert(0, 9 - number.size(), '0');
    request.replace(90, 9, number);
    request.replace(request.rfind("IEA") + std::string_view("IEA*1*").size(), 9, number);
    return request;
}

std::set<std::string> names_in(const Folder& folder)
{
    std::set<std::string> names;
    if (!std::filesystem::is_directory(folder)) return names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

Arguments approve_everything(const Folder& folder)
{
    test::write_file(folder / "plans" / "example" / "payer.rules", "payer EXAMPLE \"Example Health Plan\"\n"
                                                                   "  identified by  PI 00700\n"
                                                                   "  time zone      America/New_York\n"
                                                                   "  products       commercial = HMO\n"
                                                                   "  the engine     may deny administratively\n"
                                                                   "  when no rule speaks contact intake\n\n"
                                                                   "contact intake \"CLINICAL INTAKE\" telephone 8005550100\n\n"
                                                                   "rule ALL \"whatever is asked is approved\"\n"
                                                                   "  stage   criteria\n"
                                                                   "  for     every product\n"
                                                                   "  approve\n"
                                                                   "  source  EXAMPLE-1\n");
    std::string coverage = "member_id,payer_id,product,account,from,to\n";
    for (std::uint64_t number = 0; number < 100; ++number) coverage += bench::member_id(number) + ",00700,HMO,,2020-01-01,\n";
    test::write_file(folder / "reference" / "coverage.csv", coverage);
    return {"--plans", (folder / "plans").string(), "--reference", (folder / "reference").string()};
}

Certifications certifications_in(std::string_view responses)
{
    Certifications certifications;
    std::string    reference;
    for (const Segment& segment : segments_of(responses)) {
        if (segment[0] == "BHT") reference = segment.at(3);
        if (segment[0] == "HCR" && segment.size() > 2 && !segment[2].empty()) certifications[reference].insert(segment[2]);
    }
    return certifications;
}

}  // namespace x278::acceptance
