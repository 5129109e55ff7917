// SPDX-License-Identifier: BSL-1.0
#include "sqlite_expression.hpp"

#include "token_reader.hpp"

#include <tain/dialect/tokens.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using lexical::token;
using lexical::token_kind;

/// Words that are no names unless they are quoted.
bool is_reserved(std::string_view word) {
    static constexpr std::string_view words[] = {
        "and",    "between", "case",   "cast",   "collate", "current_date", "current_time", "current_timestamp",
        "else",   "end",     "escape", "exists", "false",   "glob",         "in",           "is",
        "isnull", "like",    "match",  "not",    "notnull", "null",         "or",           "raise",
        "regexp", "select",  "then",   "true",   "values",  "when",         "with"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string canonical_token(const token& t) {
    if (t.kind == token_kind::string && !t.text.starts_with('\'')) return lower(t.text);  // a blob: x'0A'
    if (t.kind == token_kind::string) return std::string{t.text};
    if (t.kind == token_kind::quoted_identifier) {
        std::string name = lower(identifier_of(t));
        return is_reserved(name) ? "\"" + name + "\"" : name;
    }
    if (t.text == "==") return "=";
    if (t.text == "!=") return "<>";
    return lower(t.text);
}

std::string canonical_tokens(const std::vector<token>& tokens, std::size_t from, std::size_t to) {
    std::string made;
    for (; from != to; ++from) (made += ' ') += canonical_token(tokens[from]);
    return made;
}

/// A parser by binding strength, as SQLite's grammar ranks its operators. Each function returns the canonical form, or
/// sets `failed_`, after which nothing that it returned is used.
class parser {
public:
    explicit parser(const std::vector<token>& tokens) : tokens_(tokens) {}

    std::optional<std::string> parse() {
        std::string made = expression(0);
        if (failed_ || at_ != tokens_.size()) return std::nullopt;
        return made;
    }

private:
    enum strength {
        loosest,
        or_,
        and_,
        not_,
        equality,
        comparison,
        bitwise,
        sum,
        product,
        concatenation,
        collate,
        sign
    };

    bool next(std::string_view word, std::size_t ahead = 0) const {
        if (at_ + ahead >= tokens_.size()) return false;
        const token& t = tokens_[at_ + ahead];
        return (t.kind == token_kind::word || t.kind == token_kind::punctuation) && canonical_token(t) == word;
    }
    bool accept(std::string_view word) {
        if (!next(word)) return false;
        ++at_;
        return true;
    }
    void expect(std::string_view word) {
        if (!accept(word)) failed_ = true;
    }
    std::string fail() {
        failed_ = true;
        return {};
    }

    struct binary {
        std::string_view sign;
        strength rank;
    };
    const binary* binary_operator() const {
        static constexpr binary known[] = {{"or", or_},
                                           {"and", and_},
                                           {"=", equality},
                                           {"<>", equality},
                                           {"<", comparison},
                                           {"<=", comparison},
                                           {">", comparison},
                                           {">=", comparison},
                                           {"&", bitwise},
                                           {"|", bitwise},
                                           {"<<", bitwise},
                                           {">>", bitwise},
                                           {"+", sum},
                                           {"-", sum},
                                           {"*", product},
                                           {"/", product},
                                           {"%", product},
                                           {"||", concatenation},
                                           {"->", concatenation},
                                           {"->>", concatenation}};
        for (const binary& b : known)
            if (next(b.sign)) return &b;
        return nullptr;
    }

    std::string expression(int above) {
        std::string left = prefix();
        while (!failed_) {
            if (const binary* found = binary_operator(); found != nullptr && found->rank > above) {
                left = infix(std::move(left), *found);
            } else if (above < equality && at_predicate()) {
                left = predicate(std::move(left));
            } else if (above < collate && accept("collate")) {
                left = "(collate " + left + " " + word() + ")";
            } else {
                break;
            }
        }
        return left;
    }

    std::string infix(std::string left, const binary& found) {
        ++at_;
        const std::string head = "(" + std::string{found.sign} + " ";
        const bool is_list = found.rank == or_ || found.rank == and_;
        std::string right = expression(found.rank);
        if (is_list && left.starts_with(head)) left = left.substr(head.size(), left.size() - head.size() - 1);
        if (is_list && right.starts_with(head)) right = right.substr(head.size(), right.size() - head.size() - 1);
        return head + left + " " + right + ")";
    }

    bool at_predicate() const {
        const std::size_t ahead = next("not") ? 1 : 0;
        for (const std::string_view word : {"in", "like", "glob", "regexp", "match", "between", "null"})
            if (next(word, ahead) && (ahead == 1 || word != "null")) return true;
        return next("is") || next("isnull") || next("notnull");
    }

    std::string predicate(std::string left) {
        if (accept("isnull")) return "(is " + left + " null)";
        if (accept("notnull")) return "(is-not " + left + " null)";
        if (accept("is")) {
            const bool negated = accept("not");
            if (next("distinct")) return fail();
            return (negated ? "(is-not " : "(is ") + left + " " + expression(equality) + ")";
        }
        const bool negated = accept("not");
        if (negated && accept("null")) return "(is-not " + left + " null)";
        std::string made = negated ? "(not-" : "(";
        if (accept("between")) {
            made += "between " + left + " " + expression(equality);
            expect("and");
            return made + " " + expression(equality) + ")";
        }
        if (accept("in")) return next("(") ? made + "in " + left + " " + parenthesized(true) + ")" : fail();
        made += word();
        made += " " + left + " " + expression(equality);
        if (accept("escape")) made += " " + expression(equality);
        return made + ")";
    }

    std::string word() {
        if (at_ == tokens_.size()) return fail();
        return canonical_token(tokens_[at_++]);
    }

    std::string prefix() {
        if (at_ == tokens_.size()) return fail();
        if (accept("not")) return "(not " + expression(not_ - 1) + ")";
        for (const std::string_view op : {"-", "+", "~"})
            if (accept(op)) return "(" + std::string{op} + " " + expression(sign - 1) + ")";
        if (next("(")) return parenthesized(false);
        if (accept("case")) return case_expression();
        if (accept("cast")) return cast();
        if (accept("exists")) return next("(") ? "(exists " + parenthesized(true) + ")" : fail();
        return name_or_literal();
    }

    /// `( … )`: an expression, a list, or a query, whose tokens are kept as they are.
    std::string parenthesized(bool as_list) {
        expect("(");
        if (next("select") || next("values") || next("with")) {
            const std::size_t from = at_;
            for (std::size_t depth = 0; at_ != tokens_.size(); ++at_) {
                if (next("(")) ++depth;
                if (next(")") && depth-- == 0) break;
            }
            std::string made = "(query" + canonical_tokens(tokens_, from, at_) + ")";
            expect(")");
            return made;
        }
        std::string made = arguments();
        return as_list || made.find('\n') != std::string::npos ? "(list " + made + ")" : made;
    }

    /// Expressions up to the closing parenthesis, one a line.
    std::string arguments() {
        std::string made;
        if (accept(")")) return made;
        do made += (made.empty() ? "" : "\n") + expression(0);
        while (!failed_ && accept(","));
        expect(")");
        return made;
    }

    std::string case_expression() {
        std::string made = "(case";
        if (!next("when")) made += " " + expression(0);
        while (!failed_ && accept("when")) {
            made += " when " + expression(0);
            expect("then");
            made += " then " + expression(0);
        }
        if (accept("else")) made += " else " + expression(0);
        expect("end");
        return made + ")";
    }

    std::string cast() {
        expect("(");
        std::string made = "(cast " + expression(0) + " as";
        expect("as");
        while (!failed_ && !next(")")) {
            made += " " + word();
            if (accept("(")) made += "(" + arguments() + ")";
        }
        expect(")");
        return made + ")";
    }

    std::string name_or_literal() {
        const token& t = tokens_[at_];
        if (t.kind == token_kind::punctuation || t.kind == token_kind::parameter) return fail();
        std::string made = word();
        while (accept(".")) made += "." + word();
        if (t.kind == token_kind::number || t.kind == token_kind::string || !accept("(")) return made;
        made = "(call " + made;
        if (accept("distinct")) made += " distinct";
        if (accept("*")) {
            expect(")");
            made += " *";
        } else {
            made += " " + arguments();
        }
        if (next("filter") || next("over")) return fail();
        return made + ")";
    }

    const std::vector<token>& tokens_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace

std::string canonical(std::string_view expression) {
    std::vector<token> tokens;
    lexical::tokenizer cut{expression, dialect::sqlite};
    for (token one; cut.next(one);)
        if (one.significant()) tokens.push_back(one);
    if (std::optional<std::string> made = parser{tokens}.parse()) return *made;
    return canonical_tokens(tokens, 0, tokens.size());
}

}  // namespace tain::migrate::sqlite
