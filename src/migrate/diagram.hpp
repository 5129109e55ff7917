// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <string>

namespace tain::migrate {

/// Returns a Mermaid entity-relationship diagram, without the fence around it. A foreign key is one line, however many
/// columns it has. What Mermaid cannot show in a name is replaced by an underscore.
std::string diagram(const schema::database& of);

/// Returns a logical type as a word, such as `varchar(40)`.
std::string type_word(const schema::column& of);

/// Returns `PK`, `FK`, `UK` for what a column alone, or with others, is; with commas between.
std::string key_words(const schema::table& in, const std::string& column);

}  // namespace tain::migrate
