# SPDX-License-Identifier: BSL-1.0
# What only Tain's own build wants. Warnings come from the presets; nothing here reaches an exported target.

# What tools/setup built, where the distribution's packages are too old.
if(EXISTS ${PROJECT_SOURCE_DIR}/build/deps)
    list(PREPEND CMAKE_PREFIX_PATH ${PROJECT_SOURCE_DIR}/build/deps)
endif()

find_program(TAIN_CCACHE ccache)
if(TAIN_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${TAIN_CCACHE})
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Optimizing, GCC 12 sees an overlap in `"text" + std::string` that is not there (GCC bug 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)
endif()
