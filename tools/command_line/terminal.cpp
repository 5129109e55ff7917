// SPDX-License-Identifier: BSL-1.0
#include "terminal.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace tain::tools {
namespace {

bool is_terminal(std::FILE* stream) {
#ifdef _WIN32
    return _isatty(_fileno(stream)) != 0;
#else
    return ::isatty(::fileno(stream)) != 0;
#endif
}

}  // namespace

void print_error(std::string_view message) {
    const bool color = is_terminal(stderr) && std::getenv("NO_COLOR") == nullptr;
    constexpr std::string_view prefix = "tain: ";
    if (message.starts_with(prefix)) message.remove_prefix(prefix.size());
    fmt::print(stderr, "{}tain:{} {}\n", color ? "\x1b[1;31m" : "", color ? "\x1b[0m" : "", message);
}

std::string colored(std::string_view line, char sign) {
    if (!is_terminal(stdout) || std::getenv("NO_COLOR") != nullptr) return std::string{line};
    return fmt::format("\x1b[{}m{}\x1b[0m", sign == '+' ? 32 : sign == '-' ? 31 : 33, line);
}

bool is_conversation() { return is_terminal(stdin) && is_terminal(stdout); }

std::optional<std::string> answer(std::string_view question) {
    fmt::print("{}", question);
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos) return std::string{};
    return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

std::string one_line(std::string_view message) {
    std::string made;
    for (const char c : message) made += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return made;
}

}  // namespace tain::tools
