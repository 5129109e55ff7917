// SPDX-License-Identifier: BSL-1.0
#include "../soci/subject.hpp"

#include "subjects.hpp"

namespace bench::postgresql {
namespace {

with_soci::setup on_server(const std::string& schema) {
    use_schema(schema);
    return {"postgresql://" + address(), create_schema(schema), clear, filled, true};
}

}  // namespace

std::unique_ptr<subject> with_soci_prepared() { return with_soci::prepared(on_server("bench_soci_prepared")); }
std::unique_ptr<subject> with_soci() { return with_soci::plain(on_server("bench_soci")); }

}  // namespace bench::postgresql
