// x278_generate: writes generated requests to a file or to standard output.

#include "bench/generate.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace {

using namespace x278;

constexpr auto examples = "Examples:\n"
                          "  x278_generate --requests 12 | x278 process -\n"
                          "  x278_generate --bytes 200MB --output large.edi\n"
                          "  x278_generate --requests 1000 --per-interchange 1 --separators '|^>\\n'";

// Four characters in the order of ISA: element, repetition, component, segment; `\n` is a line break.
std::string parse_separators(const std::string& text, edi::Delimiters& into)
{
    std::string four = text;
    if (const auto escape = four.find("\\n"); escape != std::string::npos) four.replace(escape, 2, "\n");
    if (four.size() != 4) return "expected four characters: element, repetition, component, segment";
    for (std::size_t i = 0; i < four.size(); ++i) {
        if (!bench::may_separate(four[i]))
            return "letters, digits, blank, full stop and hyphen stand in the data and cannot separate";
        if (four.find(four[i]) != i) return "the four characters must differ";
    }
    into = {.element = four[0], .repetition = four[1], .component = four[2], .segment = four[3]};
    return {};
}

int write_all(const bench::GeneratorOptions& options, std::FILE* file)
{
    constexpr std::size_t piece_bytes = 1 << 20;

    bench::Generator generator(options);
    std::string      piece;
    bool             more = true;
    while (more) {
        piece.clear();
        while (piece.size() < piece_bytes && (more = generator.next(piece))) {}
        if (std::fwrite(piece.data(), 1, piece.size(), file) != piece.size()) return 1;
    }
    return std::fflush(file) == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Writes valid 005010X217 requests about people who do not exist: the same bytes for the same options."};
    app.footer(examples);

    bench::GeneratorOptions options;
    std::string             separators = "*^:~";
    std::string             path;
    auto*                   requests = app.add_option("--requests", options.requests, "how many")->capture_default_str();
    app.add_option("--bytes", options.bytes, "as many as reach this size, e.g. 200MB")
        ->transform(CLI::AsSizeValue(true))
        ->excludes(requests);
    app.add_option("--per-group", options.per_group, "transaction sets in a group; 0: all")->capture_default_str();
    app.add_option("--per-interchange", options.per_interchange, "transaction sets in an interchange; 0: all")
        ->capture_default_str();
    app.add_option("--members", options.members, "how many different members the patients are")->capture_default_str();
    app.add_option("--seed", options.seed, "another seed, other requests")->capture_default_str();
    app.add_option("--separators", separators, "element, repetition, component, segment")
        ->capture_default_str()
        ->check([&](const std::string& text) { return parse_separators(text, options.separators); });
    app.add_option("--output", path, "a file; standard output without it");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(path.empty() ? nullptr : std::fopen(path.c_str(), "wb"),
                                                               &std::fclose);
    if (!path.empty() && !file) {
        std::perror(("x278_generate: `" + path + "` cannot be written").c_str());
        return 1;
    }
    const int status = write_all(options, file ? file.get() : stdout);
    if (status != 0) std::perror("x278_generate: the requests could not all be written");
    return status;
}
