// SPDX-License-Identifier: BSL-1.0
#include <tain/postgresql.hpp>

#include "../tain/subject.hpp"
#include "subjects.hpp"

namespace bench::postgresql {

std::unique_ptr<subject> with_tain() {
    use_schema("bench_tain");
    return bench::with_tain::on(tain::postgresql::open(address()), create_schema("bench_tain"), clear, filled);
}

}  // namespace bench::postgresql
