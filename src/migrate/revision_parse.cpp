// SPDX-License-Identifier: BSL-1.0
#include "revision_header.hpp"
#include "statement_collector.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/revision.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace tain::migrate {
namespace {

/// Reads one file from top to bottom. Sections are cut into tokens by their own dialect.
class parser {
public:
    parser(std::string_view text, std::string_view file) : text_(text), file_(file) { made_.file = std::string{file}; }

    revision parse() {
        check_text();
        std::size_t at = first_;
        while (at < text_.size()) at = parse_until_next_section(at);
        end_section(text_.size());
        for (const char* const needed : {"revision", "parents", "message", "created"})
            if (!given_.contains(needed))
                throw error(
                    fmt::format("tain: {} has no line `-- tain:{}`; restore it from version control", file_, needed));
        return std::move(made_);
    }

private:
    [[noreturn]] void refuse(std::size_t line, std::string_view what) const {
        throw error(fmt::format("tain: {}:{}: {}", file_, line, what));
    }

    void check_text() const {
        if (const std::size_t line = conflict_marker(text_); line != 0)
            refuse(line, "the file holds an unfinished merge (a conflict marker); restore both revisions as they were");
        if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos)
            refuse(line_of(text_, nul),
                   "the file holds a NUL character, at which a database would stop reading; remove it");
        std::size_t line = 0;
        for (std::string_view rest = text_; !rest.empty();) {
            const std::size_t end = rest.find('\n');
            ++line;
            if (!is_utf8(rest.substr(0, end))) refuse(line, "the line is not UTF-8; save the file in UTF-8");
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }

    /// Takes tokens from `from` until a section begins, and returns the offset after that line.
    std::size_t parse_until_next_section(std::size_t from) {
        lexical::tokenizer cut{text_.substr(from), spelling_};
        for (lexical::token one; cut.next(one);) {
            const std::size_t end = from + cut.offset();
            const std::size_t begin = end - one.text.size();
            const std::optional<std::string_view> content = directive_in(one);
            if (content) {
                if (take_directive(*content, begin)) {
                    section_begin_ = after_line_end(end);
                    return end;
                }
            } else if (statements_) {
                statements_->add(one, begin);
            } else if (one.significant()) {
                refuse(line_of(text_, begin),
                       "SQL stands outside any section; put it below a line such as "
                       "`-- tain:upgrade sqlite`");
            } else if (!one.complete) {
                refuse(line_of(text_, begin), "the comment that begins here never ends; close it");
            }
        }
        return text_.size();
    }

    /// Returns the offset behind the line's end at `at`: PostgreSQL ends a comment at a carriage return too.
    std::size_t after_line_end(std::size_t at) const {
        const std::string_view rest = text_.substr(at);
        if (rest.starts_with("\r\n")) return at + 2;
        return at + (rest.empty() ? 0 : 1);
    }

    static std::optional<std::string_view> directive_in(const lexical::token& one) {
        if (one.kind != lexical::token_kind::comment || !one.text.starts_with("--")) return std::nullopt;
        const std::string_view content = trimmed(one.text.substr(2));
        if (!content.starts_with("tain:")) return std::nullopt;
        return content.substr(5);
    }

    /// True when a section begins here.
    bool take_directive(std::string_view content, std::size_t offset) {
        const std::size_t line = line_of(text_, offset);
        const std::string_view before = text_.substr(0, offset);
        const std::size_t line_start = std::max(before.find_last_of("\r\n") + 1, first_);
        if (!trimmed(before.substr(line_start)).empty())
            refuse(line, fmt::format("`-- tain:{}` must stand on a line of its own", content));
        const std::size_t name_end = std::min(content.find_first_of(" \t"), content.size());
        const std::string name{content.substr(0, name_end)};
        const std::string_view arguments = trimmed(content.substr(name_end));
        if (name == "upgrade" || name == "downgrade") {
            begin_section(name == "upgrade" ? direction::upgrade : direction::downgrade, arguments, line, line_start);
            return true;
        }
        if (header_.contains(name)) {
            if (section_ != nullptr)
                refuse(line, fmt::format("`-- tain:{}` belongs above the first section; move it there", name));
            if (!given_.insert(name).second) refuse(line, fmt::format("`-- tain:{}` is given twice; remove one", name));
            read_header(made_, name, arguments, line);
            return false;
        }
        if (section_ == nullptr)
            refuse(line, fmt::format("`-- tain:{}` is {}", name,
                                     in_section_.contains(name) ? "for a section; move it into one"
                                                                : "no directive; check its spelling"));
        take_section_directive(name, arguments, line);
        return false;
    }

    void take_section_directive(const std::string& name, std::string_view arguments, std::size_t line) {
        if (!in_section_.contains(name))
            refuse(line,
                   fmt::format("`-- tain:{}` is no directive; check its spelling, or write the comment without `tain:`",
                               name));
        if (!statements_->between())
            refuse(line, fmt::format("`-- tain:{}` stands inside a statement; is a semicolon missing above?", name));
        if (name != "no-transaction") {
            section_->directives.push_back({name, std::string{arguments}, line, statements_->statements.size()});
            return;
        }
        if (!arguments.empty()) refuse(line, "`-- tain:no-transaction` takes nothing; remove what follows it");
        section_->transactional = false;
    }

    void begin_section(direction way, std::string_view arguments, std::size_t line, std::size_t line_start) {
        end_section(line_start);
        if (arguments != tain::name(dialect::sqlite) && arguments != tain::name(dialect::postgresql))
            refuse(line, fmt::format("`-- tain:{} {}` names no dialect; write sqlite or postgresql", migrate::name(way),
                                     arguments));
        spelling_ = arguments == tain::name(dialect::sqlite) ? dialect::sqlite : dialect::postgresql;
        std::optional<section>& place = made_.find(way, spelling_);
        if (place)
            refuse(line, fmt::format("the section `-- tain:{} {}` is given twice, first on line {}; join them",
                                     migrate::name(way), arguments, place->line));
        place.emplace().line = line;
        section_ = &*place;
        statements_.emplace(text_, file_, 1, spelling_);
    }

    void end_section(std::size_t at) {
        if (!statements_) return;
        statements_->finish();
        statement_collector::refuse_transaction_control(statements_->statements, section_->transactional, spelling_,
                                                        file_);
        section_->statements = std::move(statements_->statements);
        refuse_misplaced_rebuild();
        // The blank lines before the next section belong to no section.
        std::string_view content = text_.substr(section_begin_, at - section_begin_);
        const std::size_t last = content.find_last_not_of("\r\n");
        const std::size_t end =
            last == std::string_view::npos ? 0 : std::min(content.find('\n', last), content.size() - 1) + 1;
        content = content.substr(0, end);
        section_->text = std::string{content};
        statements_.reset();
    }

    void refuse_misplaced_rebuild() const {
        for (const directive& one : section_->directives) {
            if (spelling_ != dialect::sqlite)
                refuse(one.line, "`-- tain:rebuild` is for SQLite, which cannot alter tables; remove it");
            if (!section_->transactional)
                refuse(one.line, "`-- tain:rebuild` needs a transaction; remove `-- tain:no-transaction`");
        }
    }

    const std::set<std::string> header_{"revision", "parents", "message", "created"};
    const std::set<std::string> in_section_{"no-transaction", "rebuild"};
    std::string_view text_;
    std::string_view file_;
    std::size_t first_ = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;  // after a byte order mark
    dialect spelling_ = dialect::sqlite;
    revision made_{};
    std::set<std::string> given_{};
    section* section_ = nullptr;
    std::size_t section_begin_ = 0;
    std::optional<statement_collector> statements_{};
};

}  // namespace

revision parse_revision(std::string_view text, std::string_view file) { return parser{text, file}.parse(); }

}  // namespace tain::migrate
