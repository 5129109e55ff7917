// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/document.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace tain::migrate {
namespace {

constexpr std::string_view markers = "\n\n<!-- tain:schema:begin -->\n<!-- tain:schema:end -->";

/// Follows the fences of code blocks from line to line (CommonMark 0.30, 4.5).
class fences {
public:
    /// True when the line is a fence or stands between two.
    bool in_code(std::string_view line) {
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(indent);
        const char sign = line.empty() ? ' ' : line[0];
        const std::size_t length = std::min(line.find_first_not_of(sign), line.size());
        const bool fence = indent <= 3 && (sign == '`' || sign == '~') && length >= 3;
        if (length_ == 0) {
            const bool opens = fence && (sign == '~' || line.find('`', length) == std::string_view::npos);
            if (opens) {
                sign_ = sign;
                length_ = length;
            }
            return opens;
        }
        if (fence && sign == sign_ && length >= length_ && trimmed(line.substr(length)).empty()) length_ = 0;
        return true;
    }

private:
    char sign_ = ' ';
    std::size_t length_ = 0;
};

enum class marker : std::uint8_t { none, begin, end };

struct marked {
    marker what = marker::none;
    std::string_view arguments{};
};

marked read_marker(std::string_view line) {
    line = trimmed(line);
    if (!line.starts_with("<!--") || !line.ends_with("-->") || line.size() < 7) return {};
    line = trimmed(line.substr(4, line.size() - 7));
    for (const auto& [name, what] : {std::pair<std::string_view, marker>{"tain:schema:begin", marker::begin},
                                     std::pair<std::string_view, marker>{"tain:schema:end", marker::end}})
        if (line.starts_with(name)) return {what, trimmed(line.substr(name.size()))};
    return {};
}

std::optional<document_part> read_part(std::string_view argument) {
    if (argument.empty()) return document_part::all;
    if (argument == "diagram") return document_part::diagram;
    if (argument == "tables") return document_part::tables;
    return std::nullopt;
}

std::string with_line_ends(std::string_view text, std::string_view end) {
    std::string made;
    for (const char c : text) {
        if (c == '\n')
            made += end;
        else
            made += c;
    }
    return made;
}

}  // namespace

std::string documented(std::string_view page, std::string_view file, const schema::database& of) {
    const std::size_t first_end = page.find('\n');
    const std::string_view line_end =
        first_end != std::string_view::npos && first_end > 0 && page[first_end - 1] == '\r' ? "\r\n" : "\n";
    std::string made;
    fences code;
    std::size_t number = 0, begun = 0, blocks = 0;
    const auto refuse = [&](const std::string& what) {
        throw error(fmt::format("tain: {}:{}: {}", file, begun != 0 ? begun : number, what));
    };
    for (std::string_view rest = page; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end == std::string_view::npos ? rest.size() : end + 1);
        rest.remove_prefix(line.size());
        ++number;
        if (begun == 0 && code.in_code(line)) {
            made += line;
            continue;
        }
        const marked found = read_marker(line);
        if (begun == 0) made += line;
        if (found.what == marker::begin) {
            if (begun != 0)
                refuse(fmt::format(
                    "the block that begins here has no `<!-- tain:schema:end -->` before the next one begins, on "
                    "line {}; put one where it ends",
                    number));
            const std::optional<document_part> part = read_part(found.arguments);
            if (!part)
                refuse(fmt::format(
                    "`tain:schema:begin {}` names no part of the page; write `diagram`, `tables` or nothing",
                    found.arguments));
            if (!line.ends_with('\n')) made += line_end;
            made += with_line_ends("\n" + document(of, *part) + "\n", line_end);
            begun = number;
        } else if (found.what == marker::end) {
            if (begun == 0)
                refuse(
                    "`<!-- tain:schema:end -->` ends nothing; put `<!-- tain:schema:begin -->` where the block begins");
            made += line;
            begun = 0;
            ++blocks;
        }
    }
    if (begun != 0) refuse("the block that begins here has no `<!-- tain:schema:end -->`; put one where it ends");
    if (blocks == 0)
        throw error(fmt::format("tain: {} says nowhere where the schema goes; put these lines where it should be:{}",
                                file, markers));
    return made;
}

bool document_file(const std::string& file, const schema::database& of, bool check) {
    if (!std::filesystem::exists(file))
        throw error(fmt::format("tain: there is no {}; make it, with these lines where the schema should be:{}", file,
                                markers));
    const std::string page = read_file(file);
    const std::string made = documented(page, file, of);
    if (made == page) return false;
    if (!check) write_file(file, made);
    return true;
}

}  // namespace tain::migrate
