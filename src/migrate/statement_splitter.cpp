// SPDX-License-Identifier: BSL-1.0
#include "statement_splitter.hpp"

#include "text.hpp"

namespace tain::migrate {

bool statement_splitter::is_trigger() const {
    if (spelling_ != dialect::sqlite || first_[0] != "CREATE") return false;
    return first_[1] == "TRIGGER" || ((first_[1] == "TEMP" || first_[1] == "TEMPORARY") && first_[2] == "TRIGGER");
}

bool statement_splitter::is_routine() const {
    if (spelling_ != dialect::postgresql || first_[0] != "CREATE") return false;
    const std::string& what = first_[1] == "OR" && first_[2] == "REPLACE" ? first_[3] : first_[1];
    return what == "FUNCTION" || what == "PROCEDURE";
}

bool statement_splitter::add(const lexical::token& next) {
    if (!next.significant()) return false;
    const std::string word = next.kind == lexical::token_kind::word ? upper(next.text) : std::string{};
    if (count_ < first_.size()) first_[count_] = word;
    ++count_;
    if (next.text == ";" && next.kind == lexical::token_kind::punctuation) {
        if (is_trigger()) {
            const bool ends = after_end_;
            after_semicolon_ = !ends;
            after_end_ = false;
            return ends;
        }
        return spelling_ == dialect::sqlite || (parentheses_ <= 0 && blocks_ == 0);
    }
    after_end_ = after_semicolon_ && word == "END";
    after_semicolon_ = false;
    if (next.text == "(" && next.kind == lexical::token_kind::punctuation) ++parentheses_;
    if (next.text == ")" && next.kind == lexical::token_kind::punctuation) --parentheses_;
    if (is_routine()) {
        if (word == "BEGIN" || (word == "CASE" && blocks_ > 0)) ++blocks_;
        if (word == "END" && blocks_ > 0) --blocks_;
    }
    return false;
}

std::string_view statement_splitter::lacks() const {
    if (is_trigger()) return after_end_ ? "" : "the END of the trigger";
    if (blocks_ > 0) return "an END";
    if (spelling_ == dialect::postgresql && parentheses_ > 0) return "a closing parenthesis";
    return "";
}

}  // namespace tain::migrate
