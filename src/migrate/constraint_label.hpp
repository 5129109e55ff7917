// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/definition.hpp>

#include <string>

namespace tain::migrate {

inline std::string definition_on_sqlite(const schema::check& of) { return schema::definition(of, dialect::sqlite); }
template <class Constraint>
std::string definition_on_sqlite(const Constraint& of) {
    return schema::definition(of);
}

/// How the directive of a rebuild calls what it drops, in one line: a constraint's name, or where it has none, as only
/// databases have it, its definition.
template <class Constraint>
std::string constraint_label(const Constraint& of) {
    if (!of.name.empty()) return of.name;
    std::string made = definition_on_sqlite(of);
    for (char& c : made)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return made;
}

/// The label that a constraint would have without its name.
template <class Constraint>
std::string nameless_label(Constraint of) {
    of.name.clear();
    return constraint_label(of);
}

}  // namespace tain::migrate
