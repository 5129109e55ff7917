// SPDX-License-Identifier: BSL-1.0
#include "backfill.hpp"
#include "rendering.hpp"
#include "script.hpp"

#include <tain/migrate/render.hpp>

#include <string>
#include <vector>

namespace tain::migrate {

std::string render(const std::vector<operation>& of, dialect to_dialect, const schema::database& from,
                   const schema::database& to, const render_options& how) {
    const std::vector<operation> operations = for_dialect(of, to_dialect);
    script made;
    for (const std::string& hint : hints(operations)) made.review(hint);
    for (const std::string& one : unfilled(operations, to_dialect)) made.review(one);
    if (to_dialect == dialect::sqlite)
        render_sqlite({operations, from, to}, made);
    else if (render_postgresql({operations, from, to, how.online}, made))
        return "-- tain:no-transaction\n" + made.text();
    return made.text();
}

}  // namespace tain::migrate
