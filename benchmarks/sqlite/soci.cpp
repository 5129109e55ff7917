// SPDX-License-Identifier: BSL-1.0
#include "../soci/subject.hpp"

#include "../workload/tables.hpp"
#include "subjects.hpp"

namespace bench::sqlite {
namespace {

with_soci::setup in_memory() { return {"sqlite3://:memory:", create_tables(key), clear, "", false}; }

}  // namespace

std::unique_ptr<subject> with_soci_prepared() { return with_soci::prepared(in_memory()); }
std::unique_ptr<subject> with_soci() { return with_soci::plain(in_memory()); }

}  // namespace bench::sqlite
