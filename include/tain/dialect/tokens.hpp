// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// SQL text cut into tokens, as the two databases cut it: enough to tell literals and comments from the rest.
namespace tain::lexical {

enum class token_kind : std::uint8_t {
    word,               ///< a keyword or an unquoted name
    quoted_identifier,  ///< "name"; on SQLite `name` and [name] too; on PostgreSQL U&"name" too
    string,  ///< 'text' and x'00'; on PostgreSQL E'', U&'', B'', N'', $tag$text$tag$, and 'continued' over lines
    number,
    comment,      ///< from -- to the end of the line (which is no part of it), or /* */, nested on PostgreSQL
    whitespace,   ///< a whole run of it
    punctuation,  ///< one operator (`||`, `::`), or one of ( ) [ ] , ; .
    parameter,    ///< $1; on SQLite ?, ?1, :name, @name and $name too
};

/// One token. `text` points into the SQL; the texts of all tokens, put together, are the SQL again.
struct token {
    token_kind kind = token_kind::punctuation;
    std::string_view text{};
    bool complete = true;  ///< false: the SQL ends inside this literal, quoted identifier or comment

    /// True for what an SQL parser sees: neither whitespace nor comment.
    bool significant() const noexcept { return kind != token_kind::whitespace && kind != token_kind::comment; }
};

/// Takes the tokens of an SQL text one by one, without allocating. Never throws: text that no database would accept
/// is cut into tokens all the same. The text is borrowed. PostgreSQL is taken to run with
/// `standard_conforming_strings` on, as it does by default.
///
///     tain::lexical::tokenizer cut{"SELECT 'a;b'; -- c", tain::dialect::sqlite};
///     for (tain::lexical::token t; cut.next(t);) if (t.text == ";") …
class tokenizer {
public:
    tokenizer(std::string_view sql, dialect spelling) noexcept : sql_(sql), spelling_(spelling) {}

    /// Moves to the next token; false at the end of the text.
    bool next(token& to) noexcept;

    /// Returns how many bytes of the text the tokens so far have covered.
    std::size_t offset() const noexcept { return at_; }

private:
    char peek(std::size_t ahead) const noexcept { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }
    token take(token_kind kind, std::size_t length, bool complete = true) noexcept;
    token whitespace() noexcept;
    token line_comment() noexcept;
    token block_comment() noexcept;
    token quoted(token_kind kind, std::size_t prefix, char close, bool backslash) noexcept;
    token dollar() noexcept;
    token number() noexcept;
    token word() noexcept;
    token operator_run() noexcept;
    bool parameter(token& to) noexcept;
    std::size_t continuation(std::size_t from) const noexcept;

    std::string_view sql_;
    std::size_t at_ = 0;
    dialect spelling_;
};

/// Returns all tokens of `sql`, whitespace and comments included. They point into `sql`.
std::vector<token> tokens(std::string_view sql, dialect spelling);

}  // namespace tain::lexical

#ifndef TAIN_COMPILED
#include <tain/dialect/tokens.ipp>  // IWYU pragma: keep
#endif
