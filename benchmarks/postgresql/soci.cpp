// SPDX-License-Identifier: BSL-1.0
#include "../soci/subject.hpp"

#include "subjects.hpp"

#include <libpq-fe.h>

#include <memory>
#include <stdexcept>

namespace bench::postgresql {
namespace {

/// The server's address as `keyword='value'` words: SOCI takes no URL.
std::string address_in_words() {
    char* complaint = nullptr;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
        PQconninfoParse(address().c_str(), &complaint), &PQconninfoFree);
    if (!options) throw std::runtime_error("cannot read the server's address: " + std::string(complaint));
    std::string words;
    for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each) {
        if (each->val == nullptr) continue;
        words += std::string(words.empty() ? "" : " ") + each->keyword + "='";
        for (const char* at = each->val; *at != '\0'; ++at) {
            if (*at == '\'' || *at == '\\') words += '\\';
            words += *at;
        }
        words += "'";
    }
    return words;
}

with_soci::setup on_server(const std::string& schema) {
    use_schema(schema);
    return {"postgresql://" + address_in_words(), create_schema(schema), clear, filled, true};
}

}  // namespace

std::unique_ptr<subject> with_soci_prepared() { return with_soci::prepared(on_server("bench_soci_prepared")); }
std::unique_ptr<subject> with_soci() { return with_soci::plain(on_server("bench_soci")); }

}  // namespace bench::postgresql
