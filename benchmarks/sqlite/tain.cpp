// SPDX-License-Identifier: BSL-1.0
#include <tain/sqlite.hpp>

#include "../tain/subject.hpp"
#include "../workload/tables.hpp"
#include "subjects.hpp"

namespace bench::sqlite {

std::unique_ptr<subject> with_tain() {
    return bench::with_tain::on(tain::sqlite::open(":memory:"), create_tables(key), clear, "");
}

}  // namespace bench::sqlite
