// SPDX-License-Identifier: BSL-1.0
#include "members.hpp"

#include <tain/open.hpp>

#include <string>

int main(int, char** argv) {
    const std::string place = argv[1];
    return run(tain::open(place.find("://") == std::string::npos ? "sqlite:" + place : place));
}
